// Set-up for tests of one user pool: a profile with keys, its gateway, and a pool in the emulator.
import { after, afterEach } from 'node:test';
import type { CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import { awsWorld, exampleKeys, type World } from './world.ts';

interface PoolWorld {
  readonly world: World;
  readonly poolId: string;
  readonly gateway: CognitoGateway;
  /** Takes permissions (`logs:GetLogEvents`) from the profile's key until the test ends. */
  readonly deny: (...denied: string[]) => void;
}

/** Closes after the tests of the calling file. Faults and denied permissions end with each test. */
export async function poolWorld(): Promise<PoolWorld> {
  const world = await awsWorld();
  const { control, faults, keys } = world.emulator;
  world.home.config(`[profile it]\n${exampleKeys}`);
  afterEach(() => {
    faults.clear();
    keys.clear();
  });
  after(() => world.close());
  return {
    world,
    poolId: control.pools[0]?.id ?? '',
    gateway: world.profile('it'),
    deny: (...denied) => keys.set('AKIAIOSFODNN7EXAMPLE', { denied }),
  };
}
