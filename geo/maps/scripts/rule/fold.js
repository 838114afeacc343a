/** The form in which names are searched. */

// Letters that Unicode does not take apart, as in geo/place/names.py; the apostrophes of Uzbek, of
// which each keyboard has another, are left out.
/** @type {Record<string, string>} */
const PLAIN = {
  ғ: 'г',
  қ: 'к',
  ҳ: 'х',
  ҷ: 'ч',
  ң: 'н',
  ө: 'о',
  ү: 'у',
  ұ: 'у',
  ә: 'а',
  һ: 'х',
  і: 'и',
  ı: 'i',
};

/**
 * Return a text without case and diacritics.
 *
 * @param {string} text
 */
export function fold(text) {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[ғқҳҷңөүұәһіı'`´ʻʼʹ‘’]/g, (letter) => PLAIN[letter] ?? '');
}
