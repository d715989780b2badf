using System.Text;
using Mugai.Frames;
using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Passwords that this installation's senders are known to use, one a line. They come from a file of their own and never from a policy; messages name
/// the line, never what stands there. Read when a process starts: a secret is not watched for.
/// </summary>
internal static class PasswordList
{
    /// <summary>Leaves room in a job for typed ones and the words of a mail.</summary>
    public const int MaxLines = 128;

    /// <summary>The lines of <paramref name="file"/>, empty ones left out; null when there is a problem, which is added to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<string>? Read(string file, List<ConfigProblem> problems)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(file, 0, 0, "The password file cannot be read. Check that it exists and that this user may read it.", "パスワードファイルを読めません。存在と読み取り権限を確認してください。"));
            return null;
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new(file, 0, 0, "The password file is not UTF-8. Save it as UTF-8.", "パスワードファイルが UTF-8 ではありません。UTF-8 で保存してください。"));
            return null;
        }

        var before = problems.Count;
        var passwords = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Encoding.UTF8.GetByteCount(lines[i]) > FrameLimits.MaxPasswordBytes)
            {
                problems.Add(new(file, i + 1, 1, $"A password is longer than {FrameLimits.MaxPasswordBytes} bytes.", $"パスワードが {FrameLimits.MaxPasswordBytes} バイトを超えています。"));
            }
            else if (lines[i].Length > 0)
            {
                passwords.Add(lines[i]);
            }
        }

        if (passwords.Count > MaxLines)
        {
            problems.Add(new(file, MaxLines + 1, 1, $"More than {MaxLines} passwords. Each is tried on every encrypted file; keep those in use.", $"パスワードが {MaxLines} 件を超えています。使用中のものだけを残してください。"));
        }

        return problems.Count == before ? passwords : null;
    }
}
