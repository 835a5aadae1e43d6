/** Calling codes of the countries shops sell to most, by ISO 3166 code: for phones written the national way. */
const callingCodes: Readonly<Record<string, string>> = {
  AE: "971",
  AU: "61",
  BR: "55",
  CA: "1",
  CN: "86",
  DE: "49",
  ES: "34",
  FR: "33",
  GB: "44",
  HK: "852",
  ID: "62",
  IN: "91",
  IT: "39",
  JP: "81",
  KR: "82",
  MO: "853",
  MX: "52",
  MY: "60",
  NL: "31",
  NZ: "64",
  PH: "63",
  SA: "966",
  SG: "65",
  TH: "66",
  TW: "886",
  US: "1",
  VN: "84",
};

/** The code for a country, or the file's own when the country is not named or not known. */
export function callingCodeOf(country: string, fallback?: string): { readonly callingCode?: string } {
  const code = country === "" ? fallback : callingCodes[country.toUpperCase()];
  return code === undefined ? {} : { callingCode: code };
}
