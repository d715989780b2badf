using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Privacy;
using Mugai.Sanitizers.Tests.Mail;
using Mugai.Sanitizers.Tests.PlainText;

namespace Mugai.Sanitizers.Tests.Privacy;

public sealed class MyNumberTests
{
    [Theory]
    [InlineData("123456789018", 1)]
    [InlineData("個人番号：１２３４５６７８９０１８です", 1)]
    [InlineData("1234 5678 9018", 1)]
    [InlineData("1234-5678-9018", 1)]
    [InlineData("１２３４－５６７８－９０１８", 1)]
    [InlineData("１２３４　５６７８　９０１８", 1)]
    [InlineData("1234\u22125678\u22129018", 1)]
    [InlineData("番号 1234 5678 9018 氏名", 1)]
    [InlineData("1234-5678-9018-", 1)]
    [InlineData("1234-5678-9018,1234-5678-9018\n123456789018", 3)]
    [InlineData("1234 5678 9018 1234 5678 9018", 2)]
    [InlineData("123456789012", 0)] // the check digit does not fit
    [InlineData("1234-5678-9012", 0)]
    [InlineData("000000000000", 0)]
    [InlineData("1234567890189", 0)] // thirteen: a corporate number
    [InlineData("0123456789018", 0)]
    [InlineData("T123456789018", 0)]
    [InlineData("Ｔ123456789018", 0)]
    [InlineData("123456789018A", 0)]
    [InlineData("1234 5678 9018 1234", 0)] // four fours: a card
    [InlineData("1234-5678 9018", 0)]
    [InlineData("1234--5678-9018", 0)]
    [InlineData("1234\n5678\n9018", 0)]
    [InlineData("12345678-9018", 0)]
    [InlineData("", 0)]
    public void Counts_WhatHasACheckDigit_HoweverItComes(string text, int count)
    {
        Assert.Equal(count, Of(text, text.Length + 1));
        Assert.Equal(count, Of(text, 1));
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var split = 0; split <= bytes.Length; split++)
        {
            var numbers = new MyNumberCount();
            numbers.TakeUtf8(bytes.AsSpan(0, split));
            numbers.TakeUtf8(bytes.AsSpan(split));
            numbers.Complete();
            Assert.Equal(count, numbers.Count);
        }
    }

    /// <summary>The rule once more, by the letter of the ordinance, for numbers made at random: of the ten last digits exactly one fits.</summary>
    [Fact]
    public void OneLastDigitFits_ToEachElevenBefore()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var eleven = random.NextInt64(1, 100_000_000_000).ToString("D11", System.Globalization.CultureInfo.InvariantCulture);
            int[] weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
            var rest = eleven.Select((digit, place) => (digit - '0') * weights[place]).Sum() % 11;
            var right = rest <= 1 ? 0 : 11 - rest;
            Assert.Equal([right], Enumerable.Range(0, 10).Where(last => Of($"{eleven}{last}", 100) == 1));
        }
    }

    [Fact]
    public void Mail_IsToldOf_OnlyWhereThePolicyWantsIt_WithoutTheNumberItself()
    {
        const string Mail = """
            From: a@b.example
            Subject: test
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain; charset=utf-8

            番号は 1234-5678-9018 です。

            --edge
            Content-Type: text/csv; charset=utf-8
            Content-Disposition: attachment; filename=list.csv

            山田,123456789018
            鈴木,123456789018

            --edge--

            """;
        var run = Runs.Mail(Mail, new SanitizePolicy { Revision = "r1", ListMyNumbers = true });

        var found = run.Report.Parts.Prepend(run.Report).SelectMany(part => part.Findings).Where(finding => finding.Code == MyNumberCount.Code).ToList();
        Assert.Equal([("/body", FindingAction.Kept, 1, ""), ("/attachments/1", FindingAction.Kept, 2, "")], found.Select(finding => (finding.Path, finding.Action, finding.Count, finding.Detail.DangerousRaw)));
        Assert.Contains("個人番号", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(MyNumberCount.Code, Runs.Mail(Mail).Codes);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    [InlineData("iso-2022-jp")]
    public void TextFile_OfAnyCharset_IsCounted(string charset)
    {
        foreach (var kept in new[] { TextCharset.Utf8, TextCharset.Keep })
        {
            var policy = new SanitizePolicy { Revision = "r1", ListMyNumbers = true, TextCharset = kept };
            var run = TextFiles.Run("a.txt", "個人番号は１２３４　５６７８　９０１８です。\r\n123456789018", charset, policy);
            Assert.Equal(2, run.Report.Findings.Single(finding => finding.Code == MyNumberCount.Code).Count);
        }
    }

    private static int Of(string text, int step)
    {
        var numbers = new MyNumberCount();
        for (var at = 0; at < text.Length; at += step)
        {
            numbers.Take(text.AsSpan(at, Math.Min(step, text.Length - at)));
        }

        numbers.Complete();
        return numbers.Count;
    }
}
