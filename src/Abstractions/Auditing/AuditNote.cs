using Mugai.Spooling;

namespace Mugai.Auditing;

/// <summary>Something to be recorded that is not a change of a message: start, stop, a new configuration, an administrator's act.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Actor">Who: <c>system</c>, <c>os:NAME</c>, or <c>person:ID</c>.</param>
/// <param name="Payload">UTF-8 JSON; encrypted under the message's key when <paramref name="Message"/> is set, readable for every auditor otherwise (so: no personal data).</param>
/// <param name="Message">The message it is about, or null.</param>
public sealed record AuditNote(AuditKind Kind, string Actor, ReadOnlyMemory<byte> Payload, MessageId? Message = null);
