// Takes the place of VS Code's native @vscode/spdlog in test installations: the same interface, plain files. Without it logs stay empty.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #level = 2;
  #isPlain = false;
  #path;

  constructor(_type, _name, path) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
  }

  trace = (message) => this.#write(0, message);
  debug = (message) => this.#write(1, message);
  info = (message) => this.#write(2, message);
  warn = (message) => this.#write(3, message);
  error = (message) => this.#write(4, message);
  critical = (message) => this.#write(5, message);
  getLevel = () => this.#level;
  setLevel = (level) => (this.#level = level);
  /** There is one pattern that VS Code asks for: `%Y-%m-%d %H:%M:%S.%e [%l] %v`. */
  setPattern = () => (this.#isPlain = false);
  clearFormatters = () => (this.#isPlain = true);
  flush = () => undefined;
  drop = () => undefined;

  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().slice(0, 23).replace('T', ' ');
    appendFileSync(this.#path, this.#isPlain ? message : `${time} [${levels[level]}] ${message}\n`);
  }
}

const create = async (name, path) => new Logger('rotating', name, path);

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
