using System.Buffers;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Tests.PlainText;

public class TextCleanerTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "a\r\nb\nc\rd\r\r\ne", "a\r\nb\r\nc\r\nd\r\n\r\ne" },
        { "\r", "\r\n" },
        { "a\u0000\u001B\u007F\u0080\uFFFEb", "ab" },
        { "\u202Aa\u2066b\u2069\u200F\u061C", "ab" },
        { "\u200B\u200C\u200D\u2060\u00AD\uFEFF\u3164", "" },
        { "😀\U000E0041\U0001FFFE𠮷", "😀𠮷" },
        { "\uD83Da\uDE00\uD83D\uD83D\uDE00\uD83D", "\uFFFDa\uFFFD\uFFFD😀\uFFFD" },
        { "\uD83D\r\n", "\uFFFD\r\n" },
        { "葛\U000E0100　é\t①", "葛\U000E0100　é\t①" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Cleans_TheSameHoweverItIsSplit(string text, string clean)
    {
        Assert.Equal(clean, Clean([text]));
        Assert.Equal(clean, Clean([clean]));
        Assert.Equal(clean, Clean(text.Select(c => c.ToString())));
        for (var at = 1; at < text.Length; at++)
        {
            Assert.Equal(clean, Clean([text[..at], text[at..]]));
        }
    }

    [Fact]
    public void Counts_WhatItDrops()
    {
        var cleaner = new TextCleaner(new ArrayBufferWriter<char>());
        cleaner.Write("a\u0001\u0002\u202E\u200B\u200B\u200B\uD800");
        cleaner.Complete();
        Assert.Equal((2, 1, 3, 1), (cleaner.Controls, cleaner.BidiControls, cleaner.Invisibles, cleaner.LoneSurrogates));
        Assert.Equal(
            ["text.control", "text.bidi", "text.invisible", "text.undecodable"],
            cleaner.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Keeps_EveryLetterAndMark()
    {
        // Letters, marks, numbers, punctuation and symbols of the whole of Unicode stay, apart from the fillers that show nothing.
        int[] fillers = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0];
        for (var point = 0x20; point < 0x30000; point++)
        {
            if (point is >= 0xD800 and < 0xE000 || fillers.Contains(point))
            {
                continue;
            }

            var text = char.ConvertFromUtf32(point);
            if (System.Globalization.CharUnicodeInfo.GetUnicodeCategory(point) is not (System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator))
            {
                Assert.Equal(text, Clean([text]));
            }
        }
    }

    private static string Clean(IEnumerable<string> chunks)
    {
        var output = new ArrayBufferWriter<char>();
        var cleaner = new TextCleaner(output);
        foreach (var chunk in chunks)
        {
            cleaner.Write(chunk);
        }

        cleaner.Complete();
        return new string(output.WrittenSpan);
    }
}
