// Words for true and false that are not the service's: other languages' spreadsheets, databases and forms write them.

/** TRUE and FALSE as spreadsheets write them in each language, then yes and no. */
const languages: readonly (readonly [yes: string, no: string])[] = [
  ['wahr ja j', 'falsch nein'], // German
  ['vrai oui', 'faux non'], // French
  ['verdadero sí si', 'falso no'], // Spanish
  ['verdadeiro sim', 'falso não nao'], // Portuguese
  ['vero sì', 'falso no'], // Italian
  ['waar ja', 'onwaar nee'], // Dutch
  ['sant sann sand ja', 'falskt falsk usann usand nej nei'], // Swedish, Norwegian, Danish
  ['tosi kyllä', 'epätosi ei'], // Finnish
  ['prawda tak', 'fałsz falsz nie'], // Polish
  ['pravda ano áno', 'nepravda lež ne nie'], // Czech, Slovak
  ['igaz igen', 'hamis nem'], // Hungarian
  ['adevărat adevarat da', 'fals nu'], // Romanian
  ['истина да', 'ложь лъжа неистина нет не'], // Russian, Bulgarian
  ['істина так', 'хибність ні'], // Ukrainian
  ['doğru dogru evet', 'yanlış yanlis hayır hayir'], // Turkish
  ['αληθής αληθησ αληθές ναι', 'ψευδής ψευδησ ψευδές όχι'], // Greek
  ['istina točno da', 'laž netočno ne'], // Croatian, Slovenian, Serbian
  ['tiesa taip jā', 'netiesa melas ne nē'], // Lithuanian, Latvian
  ['tõene jah', 'väär ei'], // Estonian
  ['benar ya', 'salah tidak'], // Indonesian
  ['đúng có', 'sai không'], // Vietnamese
  ['真 是 はい 예', '假 否 いいえ 아니요'], // Chinese, Japanese, Korean
];

function wordsOf(own: string, pick: 0 | 1): ReadonlySet<string> {
  return new Set([...own.split(' '), ...languages.flatMap((pair) => pair[pick].split(' '))]);
}

const yes = wordsOf('yes y 1 1.0 t on x ✓ ✔ verified confirmed enabled', 0);
const no = wordsOf('no n 0 0.0 f off - unverified unconfirmed disabled null', 1);

/** The word's meaning; undefined if it is not a boolean word. */
export function readBooleanWord(value: string): boolean | undefined {
  for (const word of [value.toLowerCase(), value.toLocaleLowerCase('tr')]) {
    if (yes.has(word)) return true;
    if (no.has(word)) return false;
  }
  return undefined;
}
