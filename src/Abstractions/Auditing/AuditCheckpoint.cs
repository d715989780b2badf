namespace Mugai.Auditing;

/// <summary>
/// A signed word on the chain: "the entry <paramref name="Through"/> has this hash". Whoever has it and the public key can say later, without this machine,
/// that nothing up to there was changed. One line of JSON in an anchors file.
/// </summary>
/// <param name="Through">The last entry it vouches for.</param>
/// <param name="Hash">That entry's hash, lower-case hex.</param>
/// <param name="Time">When it was signed.</param>
/// <param name="Key">SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hex.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 (FIPS 186-5), IEEE P1363 form, base64.</param>
public sealed record AuditCheckpoint(long Through, string Hash, DateTimeOffset Time, string Key, string Signature);
