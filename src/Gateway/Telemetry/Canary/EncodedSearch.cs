using System.Text;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>
/// Looks for a word in the octets of a mail, plain and as base64 would show it, whatever comes before it: no mail is parsed here (invariant 2), and a reader that understood
/// less than an attacker's would be blind to what got through.
/// </summary>
internal static class EncodedSearch
{
    public static bool Contains(ReadOnlySpan<byte> mail, string word)
    {
        var text = Unfolded(mail);
        if (text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word)) >= 0)
        {
            return true;
        }

        for (var before = 0; before < 3; before++)
        {
            // base64 turns three octets into four signs: the word's look depends on how many octets stand before it. Signs that its neighbours share are left out.
            var padded = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('\0', before) + word));
            var start = before == 0 ? 0 : before + 1;
            var whole = (before + word.Length) / 3 * 4;
            if (text.AsSpan().IndexOf(Encoding.ASCII.GetBytes(padded[start..whole])) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Without line ends, and without the soft ones of quoted-printable.</summary>
    private static byte[] Unfolded(ReadOnlySpan<byte> mail)
    {
        var text = new byte[mail.Length];
        var length = 0;
        for (var i = 0; i < mail.Length; i++)
        {
            if (mail[i] is (byte)'\r' or (byte)'\n' || (mail[i] == '=' && i + 1 < mail.Length && mail[i + 1] is (byte)'\r' or (byte)'\n'))
            {
                continue;
            }

            text[length++] = mail[i];
        }

        return text[..length];
    }
}
