using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Notices;

/// <summary>What stands for a part whose family the policy removes.</summary>
internal static class RemovalNotice
{
    /// <summary>UTF-8 text in the form of a clean text file.</summary>
    public static byte[] Write(PartInput part, NoticeLanguage language)
    {
        var facts = new FileFacts(part.Name, part.Content.Length, "", part.Format.Name);
        return Encoding.UTF8.GetBytes(PartNotice.Write(facts, Outcome.Replaced, Reason.Policy, language).ReplaceLineEndings("\r\n"));
    }
}
