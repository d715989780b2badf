using Mugai.Gateway.Demo;
using Mugai.Sanitizers.Archives;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizers.Tests.Zip;

namespace Mugai.Sanitizers.Tests.Archives;

public class ZipVerifierTests
{
    // Too short to be deflated: the last bits of a deflated stream may be anything.
    private static readonly byte[] Clean = Runs.File("a.zip", ZipFiles.Of(("資料/a.txt", "あ"), ("空/", ""), ("b.txt", "b"))).Output.Bytes;

    [Fact]
    public void Accepts_WhatTheSanitizerWrites() => Assert.Null(Verify(Clean));

    [Fact]
    public void Refuses_EveryPrefix_AndEveryByteBehind()
    {
        for (var length = 0; length < Clean.Length; length++)
        {
            Assert.NotNull(Verify(Clean[..length]));
        }

        Assert.NotNull(Verify([.. Clean, 0]));
        Assert.NotNull(Verify([0, .. Clean]));
    }

    [Fact]
    public void Refuses_AnyChangedByte()
    {
        for (var at = 0; at < Clean.Length; at++)
        {
            var changed = (byte[])Clean.Clone();
            changed[at] ^= 0x81;
            if (Verify(changed) is null)
            {
                Assert.Fail($"byte {at} does not matter: {Convert.ToHexString(Clean.AsSpan(Math.Max(0, at - 40), 60))}");
            }
        }
    }

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("/a.txt")]
    [InlineData("a\\b.txt")]
    [InlineData("C:a.txt")]
    [InlineData("a//b.txt")]
    [InlineData("a.txt.")]
    [InlineData("x\u202ea.txt")]
    [InlineData("a.exe")]
    [InlineData("a.vbs")]
    public void Refuses_ANameThatMustNotBe(string name) => Assert.NotNull(Verify(Written(new CorpusPiece { Name = name, Text = "x", Store = true })));

    [Fact]
    public void Refuses_TwoOfOneName()
    {
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.txt", Text = "x", Store = true }, new CorpusPiece { Name = "A.TXT", Text = "y", Store = true })));
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a/b.txt", Text = "x", Store = true }, new CorpusPiece { Name = "a", Text = "y", Store = true })));
    }

    [Fact]
    public void Refuses_AMember_ThatNobodyVerified()
    {
        Assert.Null(Verify(Written(new CorpusPiece { Name = "a.txt", Text = "x\r\n", Store = true })));
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.txt", Hex = "4d5a90000000000000000000", Store = true })));
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.pdf", Text = "%PDF-1.7", Store = true })));
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.zip", RawZip = [new CorpusPiece { Name = "b.txt", Text = "x" }], Store = true })));
    }

    [Fact]
    public void Refuses_EncryptionAndExtras()
    {
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.txt", Text = "x", Store = true, Encrypt = "zipcrypto", Password = "p" })));
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.txt", Text = "x", Store = true, Encrypt = "aes", Password = "p" })));
        Assert.NotNull(Verify(Written(new CorpusPiece { Name = "a.txt", Text = "x", Store = true, Mode = "100755" })));
        Assert.NotNull(Verify(new RawZip().Add("a.txt", "x").Finish(comment: "c")));
    }

    private static byte[] Written(params CorpusPiece[] entries) => CorpusZip.Write(entries);

    private static string? Verify(byte[] zip)
    {
        using var stream = new MemoryStream(zip);
        return new ZipVerifier([new PlainTextVerifier()]).Verify(Formats.Zip, stream, new BareContext());
    }
}
