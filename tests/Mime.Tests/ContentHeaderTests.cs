using System.Text;

namespace Mugai.Mime.Tests;

public sealed class ContentHeaderTests
{
    [Theory]
    [InlineData("text/html; charset=utf-8", "text/html", "utf-8")]
    [InlineData(" TEXT/Plain ; CHARSET=\"ISO-2022-JP\" ", "text/plain", "ISO-2022-JP")]
    [InlineData("text/plain;\r\n charset=utf-8;", "text/plain", "utf-8")]
    [InlineData("text/plain (comment; (nested)); charset=utf-8 (c)", "text/plain", "utf-8")]
    [InlineData("text / plain; charset = utf-8", "text/plain", "utf-8")]
    public void ContentType_ReadsTypeAndCharset(string raw, string mediaType, string charset)
    {
        var type = ContentType.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(mediaType, type.MediaType);
        Assert.Equal(charset, type.Charset);
        Assert.Empty(type.Defects);
    }

    [Theory]
    [InlineData("text", "text/plain")]
    [InlineData("multipart; boundary=b", "multipart/mixed")]
    [InlineData("", "text/plain")]
    [InlineData("foo", "application/octet-stream")]
    [InlineData("text/", "text/plain")]
    [InlineData("/html", "application/octet-stream")]
    [InlineData("text/html/x", "application/octet-stream")]
    [InlineData("text/html x; charset=utf-8", "text/html")]
    public void ContentType_ReportsABadMediaType(string raw, string mediaType)
    {
        var type = ContentType.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(mediaType, type.MediaType);
        Assert.Contains(MimeDefect.BadMediaType, type.Defects);
    }

    public static TheoryData<string, string> FileNames => new()
    {
        { "attachment; filename=a.txt", "a.txt" },
        { "attachment; filename=\"my file.txt\"", "my file.txt" },
        { "attachment; filename=\"a\\\"b\\\\.txt\"", "a\"b\\.txt" },
        { "attachment; filename=\"=?UTF-8?B?5pel5pys6KqeLnR4dA==?=\"", "日本語.txt" },
        { "attachment; filename==?UTF-8?B?5pel5pys6KqeLnR4dA==?=", "日本語.txt" },
        { "attachment; filename=\"=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\r\n =?ISO-2022-JP?B?GyRCOGwbKEIudHh0?=\"", "日本語.txt" },
        { "attachment; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt", "日本.txt" },
        { "attachment; filename*=iso-2022-jp'ja'%1B%24B%46%7C%4B%5C%1B%28B.txt", "日本.txt" },
        { "attachment; filename*=Shift_JIS''%93%FA%96%7B.txt", "日本.txt" },
        { "attachment; filename*0*=UTF-8''%E6%97; filename*1*=%A5%E6%9C%AC; filename*2=.txt", "日本.txt" },
        { "attachment; filename*1=b.txt; filename*0=a", "ab.txt" },
        { "attachment; filename*0=long; filename*1=\" name.txt\"", "long name.txt" },
    };

    [Theory]
    [MemberData(nameof(FileNames))]
    public void ContentDisposition_ReadsFileNames(string raw, string name)
    {
        var disposition = ContentDisposition.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal("attachment", disposition.Kind);
        Assert.Equal(name, disposition.FileName);
        Assert.Empty(disposition.Defects);
    }

    [Theory]
    [InlineData("93FA967B8CEA82CC2E747874", "日本語の.txt")]
    [InlineData("E697A5E69CAC2E747874", "日本.txt")]
    [InlineData("1B2442467C4B5C1B28422E747874", "日本.txt")]
    public void ContentDisposition_ReadsRawBytesInNames(string hex, string name)
    {
        byte[] raw = [.. "attachment; filename=\""u8, .. Convert.FromHexString(hex), .. "\""u8];
        Assert.Equal(name, ContentDisposition.Parse(raw).FileName);
    }

    [Theory]
    [InlineData("attachment; filename=a.txt; filename=b.exe", "a.txt")]
    [InlineData("attachment; filename=a.txt; filename*=UTF-8''b.exe", "b.exe")]
    [InlineData("attachment; filename*0=a; filename*0=b", "a")]
    [InlineData("attachment; filename*=UTF-8''a; filename*0=b", "a")]
    [InlineData("attachment; filename=\"=?UTF-8?B?5pel?=\"; filename*=UTF-8''%E6%9C%AC", "本")]
    public void ContentDisposition_ReportsConflictingNames(string raw, string name)
    {
        var disposition = ContentDisposition.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(name, disposition.FileName);
        Assert.Contains(MimeDefect.ConflictingParameters, disposition.Defects);
    }

    [Theory]
    [InlineData("attachment; filename=my file.txt", "my file.txt")]
    [InlineData("attachment; filename=\"C:\\TEMP\\a.png\"", "C:\\TEMP\\a.png")]
    [InlineData("attachment; filename=\"open", "open")]
    [InlineData("attachment; filename=\"open\\\"", "open\"")]
    [InlineData("attachment; filename=\"a\"b; x=y", "a")]
    [InlineData("attachment filename=a.txt", "a.txt")]
    [InlineData("attachment; filename*=a.txt", "a.txt")]
    [InlineData("attachment; filename*=UTF-8''%zz", "%zz")]
    [InlineData("attachment; filename*0=a; filename*2=c", "a")]
    [InlineData("attachment; filename*01=a; filename=b", "b")]
    [InlineData("filename=a.txt", "a.txt")]
    public void ContentDisposition_ReportsWhatParsersReadDifferently(string raw, string name)
    {
        var disposition = ContentDisposition.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(name, disposition.FileName);
        Assert.Contains(MimeDefect.BadParameter, disposition.Defects);
    }

    [Fact]
    public void ContentType_RefusesUtf7InNames() =>
        Assert.Contains(MimeDefect.RefusedCharset, ContentType.Parse("a/b; name*=utf-7''%2BADw-b"u8).Defects);

    [Fact]
    public void ContentType_KeepsTheFirstOfTwoBoundaries() => Assert.Equal("a", ContentType.Parse("multipart/mixed; boundary=a; boundary=b"u8).Boundary);

    [Theory]
    [InlineData("a/b; name=a.txt", "attachment; filename=a.txt", "a.txt", false)]
    [InlineData("a/b; name=b.exe", "attachment; filename=a.txt", "a.txt", true)]
    [InlineData("a/b; name=b.exe", "attachment", "b.exe", false)]
    [InlineData("a/b", "attachment; filename=a; filename=b", "a", true)]
    [InlineData("a/b", "inline", null, false)]
    public void PartName_PrefersTheDisposition_AndSaysWhenNamesConflict(string type, string disposition, string? name, bool conflicts) =>
        Assert.Equal(
            new PartName(name, conflicts),
            PartName.Of(ContentType.Parse(Encoding.ASCII.GetBytes(type)), ContentDisposition.Parse(Encoding.ASCII.GetBytes(disposition))));
}
