using System.Text;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>Opens an encrypted document: with the empty password first, then with those of the context.</summary>
internal static class EncryptionCheck
{
    /// <summary>What came of it.</summary>
    /// <param name="Reason">None when the document can be read; Encrypted when no password fits or only a certificate would; Unsupported for other handlers.</param>
    /// <param name="WaitsForPassword">A password would open it.</param>
    /// <param name="WasEncrypted">It was encrypted, and is open.</param>
    /// <param name="PasswordIndex">Which password of the context opened it; null when none was needed.</param>
    /// <param name="Detail">The name of the handler.</param>
    public readonly record struct Result(Reason Reason, bool WaitsForPassword, bool WasEncrypted, int? PasswordIndex, string Detail);

    public static Result Open(PdfDocument document, IReadOnlyList<string> passwords)
    {
        var dictionary = document.Get(document.Trailer, "Encrypt"u8);
        if (!dictionary.IsDictionary)
        {
            return default;
        }

        var handler = document.Get(dictionary, "Filter"u8);
        var name = handler.IsName ? Encoding.Latin1.GetString(handler.Bytes) : "";
        if (name != "Standard")
        {
            return new Result(name is "Adobe.PubSec" or "Adobe.PPKLite" or "Entrust.PPKEF" ? Reason.Encrypted : Reason.Unsupported, false, false, null, name);
        }

        if (EncryptionFacts.Read(document, dictionary) is not { } facts)
        {
            return new Result(Reason.Unsupported, false, false, null, "Standard");
        }

        for (var i = -1; i < passwords.Count; i++)
        {
            // The hash of revision 6 is some hundred rounds of AES.
            document.Budget.ChargeObjects(256);
            // Up to revision 4 passwords are in PDFDocEncoding, from 5 on in UTF-8 (7.6.4.3); writers mix them up.
            var password = i < 0 ? "" : passwords[i];
            if ((StandardKeys.TryOpen(facts, Encoding.UTF8.GetBytes(password)) ?? (PdfDocEncoding.TryEncode(password) is { } bytes ? StandardKeys.TryOpen(facts, bytes) : null)) is { } key)
            {
                document.Unlock(new StandardDecryption(facts, key));
                return new Result(Reason.None, false, true, i < 0 ? null : i, name);
            }
        }

        return new Result(Reason.Encrypted, true, false, null, name);
    }
}
