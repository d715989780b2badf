using System.Security.Cryptography;
using Mugai.Frames;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Micro.Pdf;

/// <summary>Where clean files go that nobody keeps: the host counts their digest.</summary>
internal sealed class HostOutput : ISanitizeOutput
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Opening(string path)
    {
    }

    public void Facts(MailFacts facts)
    {
    }

    public void Write(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public void LinkSlot(LinkSlotEncoding encoding)
    {
    }

    public void Finish()
    {
        _hash.GetHashAndReset();
        _hash.Dispose();
    }
}
