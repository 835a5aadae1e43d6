/** The media process's own certificate: self-signed, made at start, vouched for by the fingerprint in each answer. */
import { X509Certificate } from "node:crypto";
import { CipherContext, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from "werift";

export type MediaCertificate = {
  readonly certPem: string;
  readonly keyPem: string;
  readonly signatureHash: { readonly hash: 4; readonly signature: 3 };
  /** SHA-256 of the certificate, `XX:XX:…`. */
  readonly fingerprint: string;
};

export async function createCertificate(): Promise<MediaCertificate> {
  const signatureHash = { hash: HashAlgorithm.sha256_4, signature: SignatureAlgorithm.ecdsa_3 } as const;
  const made = await CipherContext.createSelfSignedCertificateWithKey(
    signatureHash,
    NamedCurveAlgorithm.secp256r1_23,
  );
  return {
    certPem: made.certPem,
    keyPem: made.keyPem,
    signatureHash,
    fingerprint: new X509Certificate(made.certPem).fingerprint256,
  };
}
