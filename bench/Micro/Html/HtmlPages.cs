using System.Globalization;
using System.Text;

namespace Mugai.Micro.Html;

/// <summary>Documents like those that mailers write, and some that nobody should.</summary>
internal static class HtmlPages
{
    private const string Cell = "padding:10px 35px 0px;font-family:'Hiragino Kaku Gothic ProN',Meiryo,sans-serif;font-size:16px;line-height:165%;color:#5C5C5C;text-align:left;";

    /// <summary>A newsletter: layout tables, inline styles, tracked links, a hidden preview line and a pixel; about 40 KB.</summary>
    public static string Newsletter()
    {
        var page = new StringBuilder(
            """
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>お知らせ</title>
            <style type="text/css">body{margin:0;padding:0;background:#f0f0f0}a{color:#0563C1}.preview{display:none!important}@media only screen and (max-width:600px){.w600{width:100%!important}}</style>
            </head><body style="background-color:#F0F0F0;margin:0;padding:0"><div class="preview">今月の催し</div>
            """);
        for (var i = 0; i < 30; i++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"""
                <table border="0" cellspacing="0" cellpadding="0" width="600" bgcolor="#FFFFFF" align="center" class="w600"><tbody><tr>
                <td align="center" valign="top" height="70" style="padding:20px 0px 0px;"><a href="https://click.news.example/t/{i}0L0O00J00005RQ040XTv?utm_source=mail&amp;utm_medium=newsletter" style="text-align:center;display:block;text-decoration:none;outline:none;"><img src="https://cdn.news.example/images/{i}/banner.png" alt="催し案内 第{i}回" width="600" height="70" style="border:none;outline:none;"></a></td>
                </tr><tr><td valign="middle" style="{Cell}">市民の皆さまへ、今月の催しをご案内します。申し込みは窓口または電話で受け付けます。<br />詳しくは<a href="https://www.city.example.lg.jp/event/{i}.html" target="_blank" style="color:#0563C1;text-decoration:underline;">こちら</a>をご覧ください。&nbsp;&copy; 2026</td></tr></tbody></table>

                """);
        }

        return page.Append("<img src=\"https://open.news.example/o.gif\" width=\"1\" height=\"1\" alt=\"\"></body></html>").ToString();
    }

    /// <summary>A mail as Outlook writes it: a style sheet, paragraphs with classes and o:p; about 30 KB.</summary>
    public static string Outlook()
    {
        var page = new StringBuilder(
            """
            <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
            <meta name="Generator" content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\:* {behavior:url(#default#VML);}</style><![endif]--><style><!--
            """);
        for (var i = 0; i < 30; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"p.MsoNormal{i}, li.MsoNormal{i}, div.MsoNormal{i}\r\n\t{{margin:0in;\r\n\tmargin-bottom:.0001pt;\r\n\tfont-size:11.0pt;\r\n\tfont-family:\"游ゴシック\",sans-serif;}}\r\n");
        }

        page.Append("--></style></head><body lang=JA link=\"#0563C1\" vlink=\"#954F72\"><div class=WordSection1>");
        for (var i = 0; i < 60; i++)
        {
            page.Append("<p class=MsoNormal><span lang=EN-US style='font-size:10.5pt;font-family:\"游ゴシック\",sans-serif;color:#1F497D'>お世話になっております。先日の件、添付のとおりまとめましたのでご確認ください。<o:p></o:p></span></p>\r\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\r\n");
        }

        return page.Append("</div></body></html>").ToString();
    }

    public static string Repeat(string piece, int characters) => string.Concat(Enumerable.Repeat(piece, characters / piece.Length));
}
