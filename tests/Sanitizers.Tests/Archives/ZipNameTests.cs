using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Tests.Zip;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Tests.Archives;

public class ZipNameTests
{
    [Fact]
    public void Takes_TheUnicodePath_OverNamesInACodePage()
    {
        var raw = "plan.txt"u8.ToArray();
        var zip = new RawZip().Add(new RawZip.Entry("plan.txt") { Content = "x"u8.ToArray(), CentralExtra = UnicodePath(raw, "予算案①髙.txt") }).Finish();

        Assert.Equal(["予算案①髙.txt"], Names(zip));
    }

    [Fact]
    public void Leaves_AUnicodePath_ThatBelongsToAnotherName()
    {
        // Programs that rename an entry leave the field behind: it counts only for the name whose CRC it holds (APPNOTE 4.6.9).
        var zip = new RawZip().Add(new RawZip.Entry("plan.txt") { Content = "x"u8.ToArray(), CentralExtra = UnicodePath("old.txt"u8, "別の名前.txt") }).Finish();

        Assert.Equal(["plan.txt"], Names(zip));
    }

    [Fact]
    public void Makes_AUnicodePathSafe_LikeAnyName()
    {
        var zip = new RawZip().Add(new RawZip.Entry("plan.txt") { Content = "x"u8.ToArray(), CentralExtra = UnicodePath("plan.txt"u8, "../../\u202Etxt.予算.txt") }).Finish();

        Assert.Equal(["txt.予算.txt"], Names(zip));
    }

    [Theory]
    [InlineData("か\u3099く ハ\u309Aス ウ\u3099 ワ\u3099 ゝ\u3099.txt", "がく パス ヴ ヷ ゞ.txt")]
    [InlineData("あ\u3099.txt", "あ\u3099.txt")]
    [InlineData("がく.txt", "がく.txt")]
    [InlineData("フォルタ\u3099ー/て\u3099.txt", "フォルダー/で.txt")]
    public void Composes_KanaThatMacOsWroteApart(string name, string expected) => Assert.Equal([expected], Names(new RawZip().Add(name, "x").Finish()));

    [Fact]
    public void Numbers_NamesThatDifferOnlyInTheirForm() =>
        Assert.Equal(["が.txt", "が-2.txt"], Names(new RawZip().Add("が.txt", "1").Add("か\u3099.txt", "2").Finish()));

    private static IReadOnlyList<string> Names(byte[] zip) => ZipFiles.Names(Runs.File("a.zip", zip).Output.Bytes);

    private static byte[] UnicodePath(ReadOnlySpan<byte> raw, string name)
    {
        var crc = default(Crc32);
        crc.Append(raw);
        var text = Encoding.UTF8.GetBytes(name);
        var field = new byte[9 + text.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(field, 0x7075);
        BinaryPrimitives.WriteUInt16LittleEndian(field.AsSpan(2), (ushort)(5 + text.Length));
        field[4] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(field.AsSpan(5), crc.Value);
        text.CopyTo(field, 9);
        return field;
    }
}
