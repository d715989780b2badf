using Mugai.Sanitizers.Tests.Ooxml;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Files with a password, made by the programs that people make them with.</summary>
internal static class LockedFile
{
    /// <summary>What the PDF file says.</summary>
    public const string PdfText = "Locked page";

    /// <param name="folder">Where it is made.</param>
    /// <param name="kind"><c>zip</c>, <c>docx</c> or <c>pdf</c>.</param>
    /// <param name="password">Opens it.</param>
    public static async Task<byte[]> MakeAsync(TempFolder folder, string kind, string password)
    {
        if (kind == "docx")
        {
            return PackageEncryptor.Agile(Sample.Docm, password);
        }

        if (kind == "zip")
        {
            File.WriteAllText(folder.File("連絡.txt"), "次回は 12 月 3 日です。\r\n");
            var made = await ChildProcess.RunAsync(Installed.Program("7z", "p7zip-full"), ["a", "-tzip", "-mem=AES256", $"-p{password}", "a.zip", "連絡.txt"], folder.Path);
            Assert.True(made.Code == 0, made.Error);
            return File.ReadAllBytes(folder.File("a.zip"));
        }

        const string Content = $"BT /F 20 Tf 20 100 Td ({PdfText}) Tj ET";
        File.WriteAllText(folder.File("plain.pdf"), "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
            + $"4 0 obj<</Length {Content.Length}>>stream\n{Content}\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
        await ChildProcess.RunAsync(Installed.Program("qpdf", "qpdf"), ["plain.pdf", "mended.pdf"], folder.Path);
        var encrypted = await ChildProcess.RunAsync(Installed.Program("qpdf", "qpdf"), ["--encrypt", password, "owner-secret", "256", "--", "mended.pdf", "locked.pdf"], folder.Path);
        Assert.True(encrypted.Code is 0 or 3, encrypted.ToString());
        return File.ReadAllBytes(folder.File("locked.pdf"));
    }
}
