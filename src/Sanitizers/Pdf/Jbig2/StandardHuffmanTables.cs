namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The tables B.1 to B.15 of T.88, annex B.5.</summary>
internal static class StandardHuffmanTables
{
    private static readonly HuffmanLine[][] Lines =
    [
        [new(1, 4, 0), new(2, 8, 16), new(3, 16, 272), new(3, 32, 65808)],
        [new(1, 0, 0), new(2, 0, 1), new(3, 0, 2), new(4, 3, 3), new(5, 6, 11), new(6, 32, 75), OutOfBand(6)],
        [new(8, 8, -256), new(1, 0, 0), new(2, 0, 1), new(3, 0, 2), new(4, 3, 3), new(5, 6, 11), Lower(8, -257), new(7, 32, 75), OutOfBand(6)],
        [new(1, 0, 1), new(2, 0, 2), new(3, 0, 3), new(4, 3, 4), new(5, 6, 12), new(5, 32, 76)],
        [new(7, 8, -255), new(1, 0, 1), new(2, 0, 2), new(3, 0, 3), new(4, 3, 4), new(5, 6, 12), Lower(7, -256), new(6, 32, 76)],
        [new(5, 10, -2048), new(4, 9, -1024), new(4, 8, -512), new(4, 7, -256), new(5, 6, -128), new(5, 5, -64), new(4, 5, -32), new(2, 7, 0),
            new(3, 7, 128), new(3, 8, 256), new(4, 9, 512), new(4, 10, 1024), Lower(6, -2049), new(6, 32, 2048)],
        [new(4, 9, -1024), new(3, 8, -512), new(4, 7, -256), new(5, 6, -128), new(5, 5, -64), new(4, 5, -32), new(4, 5, 0), new(5, 5, 32),
            new(5, 6, 64), new(4, 7, 128), new(3, 8, 256), new(3, 9, 512), new(3, 10, 1024), Lower(5, -1025), new(5, 32, 2048)],
        [new(8, 3, -15), new(9, 1, -7), new(8, 1, -5), new(9, 0, -3), new(7, 0, -2), new(4, 0, -1), new(2, 1, 0), new(5, 0, 2), new(6, 0, 3),
            new(3, 4, 4), new(6, 1, 20), new(4, 4, 22), new(4, 5, 38), new(5, 6, 70), new(5, 7, 134), new(6, 7, 262), new(7, 8, 390),
            new(6, 10, 646), Lower(9, -16), new(9, 32, 1670), OutOfBand(2)],
        [new(8, 4, -31), new(9, 2, -15), new(8, 2, -11), new(9, 1, -7), new(7, 1, -5), new(4, 1, -3), new(3, 1, -1), new(3, 1, 1), new(5, 1, 3),
            new(6, 1, 5), new(3, 5, 7), new(6, 2, 39), new(4, 5, 43), new(4, 6, 75), new(5, 7, 139), new(5, 8, 267), new(6, 8, 523), new(7, 9, 779),
            new(6, 11, 1291), Lower(9, -32), new(9, 32, 3339), OutOfBand(2)],
        [new(7, 4, -21), new(8, 0, -5), new(7, 0, -4), new(5, 0, -3), new(2, 2, -2), new(5, 0, 2), new(6, 0, 3), new(7, 0, 4), new(8, 0, 5),
            new(2, 6, 6), new(5, 5, 70), new(6, 5, 102), new(6, 6, 134), new(6, 7, 198), new(6, 8, 326), new(6, 9, 582), new(6, 10, 1094),
            new(7, 11, 2118), Lower(8, -22), new(8, 32, 4166), OutOfBand(2)],
        [new(1, 0, 1), new(2, 1, 2), new(4, 0, 4), new(4, 1, 5), new(5, 1, 7), new(5, 2, 9), new(6, 2, 13), new(7, 2, 17), new(7, 3, 21),
            new(7, 4, 29), new(7, 5, 45), new(7, 6, 77), new(7, 32, 141)],
        [new(1, 0, 1), new(2, 0, 2), new(3, 1, 3), new(5, 0, 5), new(5, 1, 6), new(6, 1, 8), new(7, 0, 10), new(7, 1, 11), new(7, 2, 13),
            new(7, 3, 17), new(7, 4, 25), new(8, 5, 41), new(8, 32, 73)],
        [new(1, 0, 1), new(3, 0, 2), new(4, 0, 3), new(5, 0, 4), new(4, 1, 5), new(3, 3, 7), new(6, 1, 15), new(6, 2, 17), new(6, 3, 21),
            new(6, 4, 29), new(6, 5, 45), new(7, 6, 77), new(7, 32, 141)],
        [new(3, 0, -2), new(3, 0, -1), new(1, 0, 0), new(3, 0, 1), new(3, 0, 2)],
        [new(7, 4, -24), new(6, 2, -8), new(5, 1, -4), new(4, 0, -2), new(3, 0, -1), new(1, 0, 0), new(3, 0, 1), new(4, 0, 2), new(5, 1, 3),
            new(6, 2, 5), new(7, 4, 9), Lower(7, -25), new(7, 32, 25)],
    ];

    private static readonly HuffmanTable[] Tables = [.. Lines.Select(lines => new HuffmanTable(lines))];

    /// <summary>Table B.<paramref name="number"/>, 1 to 15.</summary>
    public static HuffmanTable B(int number) => Tables[number - 1];

    private static HuffmanLine Lower(int prefix, int low) => new(prefix, 32, low, HuffmanLineKind.Lower);

    private static HuffmanLine OutOfBand(int prefix) => new(prefix, 0, 0, HuffmanLineKind.OutOfBand);
}
