using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>The line between two forms of a body that do not say the same.</summary>
internal static class AlternativeMark
{
    public static byte[] For(NoticeLanguage language) => Encoding.UTF8.GetBytes(language switch
    {
        NoticeLanguage.En => "-- The HTML of this mail says something else: --\r\n",
        NoticeLanguage.Ja => "-- HTML 形式の本文（上の本文と内容が異なります） --\r\n",
        _ => "-- HTML 形式の本文（上の本文と内容が異なります） / The HTML of this mail says something else --\r\n",
    });
}
