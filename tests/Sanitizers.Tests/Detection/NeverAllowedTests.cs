using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Tests.PlainText;

namespace Mugai.Sanitizers.Tests.Detection;

public class NeverAllowedTests
{
    private const string Harmless = "ただの文章です。\r\n";

    public static TheoryData<string> Names => [
        "a.exe", "請求書.SCR", "a.pif", "a.com", "a.bat", "a.vbs", "a.jse", "a.ps1", "a.hta", "a.chm", "a.one", "a.url", "a.lnk", "a.library-ms", "a.settingcontent-ms",
        "a.search-ms", "a.appref-ms", "a.application", "a.xll", "a.wll", "a.rdp", "a.iqy", "a.oqy", "a.dqy", "a.rqy", "a.slk", "a.scf", "a.inf", "a.gadget", "a.msc",
        "a.jnlp", "a.jar", "a.class", "a.py", "a.pyw", "a.desktop", "a.webloc", "a.vbe", "a.msix", "a.appx", "a.deb", "a.rpm", "a.apk", "a.dmg", "a.vhd", "a.vhdx", "a.img",
        "a.ova", "a.wim", "a.xlm", "a.xla", "a.xsl", "a.mobileconfig", "a.msi", "a.wsf", "a.reg", "a.searchconnector-ms",
        "a.exe.", "a.exe . .", "a.exe ", "a.exe\u3000", "請求書.pdf.exe", "請求書.pdf                                                   .exe", "a．exe", "a.ｅｘｅ", "a․exe",
        "a.e\u200Bxe", "a.\u202Eexe", "写真\u202Egpj.exe", "a.exe::$DATA", "a.exe:Zone.Identifier", "a.txt:b.exe", "a.exe\0.txt", "a.exe\"", "dir/a.exe", "dir\\a.exe\\",
        "a.{3f6bc534-dfa1-4ab4-ae54-ef25a74e0107}", "a.e\uFE00xe",
    ];

    public static TheoryData<string> OrdinaryNames => [
        "a.txt", "報告.csv", "議事録.2026.txt", "README", "a.exe.txt", "exe", "com", "a.sql", "3:00の会議.txt", "a.comment", "第1.pyramid", "http://x.example/a.txt",
    ];

    public static TheoryData<string, string> Contents => new()
    {
        { "script", "@echo off\r\ncalc\r\n" },
        { "script", "  @Echo Off\r\n" },
        { "script", "#@~^AAAAAA==" },
        { "script", "On Error Resume Next\r\nSet x = 1\r\n" },
        { "script", "Dim s\r\nSet s = CreateObject(\"WScript.Shell\")\r\n" },
        { "script", "var x = new ActiveXObject(\"MSXML2.XMLHTTP\");" },
        { "script", "Attribute VB_Name = \"Module1\"\r\n" },
        { "script", "<?php system($_GET[0]); ?>" },
        { "script", "<?xml version=\"1.0\"?><job id=\"a\"><script language=\"VBScript\">x</script></job>" },
        { "script", "<?xml version=\"1.0\"?><scriptlet><registration/></scriptlet>" },
        { "script", "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"/>" },
        { "script", "<?xml version=\"1.0\"?><Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"/>" },
        { "xslt", "<?xml version=\"1.0\"?><xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/>" },
        { "application", "<?xml version=\"1.0\"?><asmv1:assembly xmlns:asmv1=\"urn:schemas-microsoft-com:asm.v1\"/>" },
        { "jnlp", "<jnlp spec=\"1.0+\"><security/></jnlp>" },
        { "msc", "<?xml version=\"1.0\"?><MMC_ConsoleFile ConsoleVersion=\"3.0\"/>" },
        { "plist", "<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"x\" \"y\"><plist><dict><key>URL</key></dict></plist>" },
        { "library-ms", "<?xml version=\"1.0\"?><persistedQuery version=\"1.0\"/>" },
        { "url", "[Desktop Entry]\nExec=sh\n" },
        { "scf", "[Shell]\r\nCommand=2\r\nIconFile=\\\\x\\y\r\n" },
        { "inf", "[Version]\r\nSignature=\"$CHICAGO$\"\r\n" },
        { "inf", "[autorun]\r\nopen=a\r\n" },
        { "rdp", "screen mode id:i:2\r\nfull address:s:x\r\n" },
        { "iqy", "WEB\r\n1\r\nhttps://x.example/\r\n" },
        { "slk", "ID;PWXL;N;E\r\n" },
    };

    public static TheoryData<string, byte[]> Binaries => new()
    {
        { "deb", "!<arch>\ndebian-binary   "u8.ToArray() },
        { "rpm", [0xED, 0xAB, 0xEE, 0xDB, 3, 0] },
        { "vmdk", "KDMV\u0001\0\0\0"u8.ToArray() },
        { "vhd", "vhdxfile\0\0"u8.ToArray() },
        { "wim", "MSWIM\0\0\0\u0001"u8.ToArray() },
        { "qcow", [(byte)'Q', (byte)'F', (byte)'I', 0xFB, 0, 0, 0, 3] },
        { "pyc", [0xCB, 0x0D, 13, 10, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0xE3] },
        { "java-object", [0xAC, 0xED, 0, 5, 0x73] },
        { "hlp", [0x3F, 0x5F, 3, 0, 1, 2] },
        { "plist", "bplist00\u0001\0"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Blocks_AHarmlessTextUnderSuchAName(string name)
    {
        var run = TextFiles.Run(name, Harmless);
        Assert.Equal((Outcome.Blocked, Reason.NeverAllowed), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("file.neverName", run.Codes);
        Assert.Empty(run.Output.Bytes);
    }

    [Theory]
    [MemberData(nameof(OrdinaryNames))]
    public void Takes_OrdinaryNames(string name) => Assert.Equal(Outcome.Rebuilt, TextFiles.Run(name, Harmless).Report.Outcome);

    [Theory]
    [MemberData(nameof(Contents))]
    public void Blocks_SuchContentUnderAHarmlessName(string format, string content) => Blocks_SuchBytesUnderAHarmlessName(format, Encoding.UTF8.GetBytes(content));

    [Theory]
    [MemberData(nameof(Binaries))]
    public void Blocks_SuchBytesUnderAHarmlessName(string format, byte[] content)
    {
        var run = TextFiles.Run("写真.txt", content);
        Assert.Equal((Outcome.Blocked, Reason.NeverAllowed, format), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
        Assert.Empty(run.Output.Bytes);
    }

    [Theory]
    [InlineData("手順: まず @echo off と書きます。")]
    [InlineData("メモ\r\n#!/bin/sh で始まるファイルを送らないこと\r\n")]
    [InlineData("$ rm -rf /tmp/x\r\n$ ls\r\n")]
    [InlineData("例: CreateObject(\"WScript.Shell\") という文字列に注意")]
    [InlineData("set a to 1\r\n")]
    public void Leaves_TextsThatSpeakOfScripts(string text) => Assert.Equal(Outcome.Rebuilt, TextFiles.Run("a.txt", text).Report.Outcome);

    [Fact]
    public void Names_WhatItDoesNotKnowAsUnknown()
    {
        var run = TextFiles.Run("a.dat", [0, 1, 2, 3, 4, 0xFF, 0xFE, 0x80, 0, 9, 9, 9]);
        Assert.Equal((Outcome.Blocked, Reason.Unsupported, "unknown"), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
    }

    [Theory]
    [InlineData("a.xdw", "xdw")]
    [InlineData("a.xbd", "xdw")]
    [InlineData("a.jww", "jww")]
    public void Names_WhatOnlyItsNameTells(string name, string format)
    {
        var run = TextFiles.Run(name, [0, 1, 2, 3, 4, 0xFF, 0xFE, 0x80, 0, 9, 9, 9]);
        Assert.Equal((Outcome.Blocked, Reason.Unsupported, format), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
    }

    [Theory]
    [InlineData("report.log")]
    [InlineData("README.md")]
    [InlineData("data.json")]
    [InlineData("設定.ini")]
    [InlineData("dump.SQL")]
    [InlineData("字幕.srt")]
    public void Keeps_TheNamesOfTexts(string name) => Assert.Equal(name, TextFiles.Run(name, Harmless).Report.Output!.Name.DangerousRaw);

    [Theory]
    [InlineData("a.java", "a.java.txt")]
    [InlineData("a.css", "a.css.txt")]
    [InlineData("setup.exe.txt", "setup_exe.txt")]
    [InlineData("noextension", "noextension.txt")]
    public void Names_OtherTextsAsText(string name, string clean) => Assert.Equal(clean, TextFiles.Run(name, Harmless).Report.Output!.Name.DangerousRaw);
}
