using System.Collections.Frozen;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>
/// The allow-list of records ([MS-XLSB] 2.1.7, the grammar of each part): which types may stand in which part and how long they are. A record of another length than its type has is
/// damage; a type that is not listed goes, one that begins a block with all that is inside.
/// </summary>
internal sealed class Biff12Records
{
    private const int Any = 1 << 20;

    private readonly FrozenDictionary<int, (int Least, int Most)> _sizes;

    private Biff12Records((int[] Types, int Least, int Most)[] rows) =>
        _sizes = rows.SelectMany(row => row.Types.Select(type => (type, (row.Least, row.Most)))).ToFrozenDictionary(row => row.type, row => row.Item2);

    public static Biff12Records Workbook { get; } = new([
        ([131, 132, 135, 136, 143, 144], 0, 0), ([128], 20, 1024), ([153], 12, 1024), ([155], 1, 1), ([156], 16, 1024), ([157], 25, 26), ([158], 29, 29),
        ([353, 354, 357, 358], 0, 0), ([362], 4, Any), ([39], 22, Any), ([534], 6, 6), ([677], 8, 2048)]);

    public static Biff12Records Sheet { get; } = new([
        ([129, 130, 133, 134, 138, 145, 146], 0, 0), ([147], 15, 1024), ([148], 16, 16), ([137], 30, 30), ([151], 29, 29), ([152], 36, 65_536), ([485], 12, 12), ([390, 391], 0, 0), ([60], 18, 18),
        ([0], 17, 1024), ([1], 8, 8), ([2], 12, 12), ([3, 4], 9, 9), ([5], 16, 16), ([6, 62], 12, Any), ([7], 12, 12), ([8], 22, Any), ([9], 26, 65_536), ([10, 11], 19, 65_536),
        ([426, 427], 16, 65_536), ([428], 33, 33), ([535], 66, 66), ([678], 80, 2048), ([177], 4, 4), ([176], 16, 16), ([178], 0, 0), ([537], 8, 12),
        ([461], 12, 262_144), ([462, 464, 466, 468, 470], 0, 0), ([463], 42, 65_536), ([465], 6, 8), ([467], 3, 3), ([469], 0, 0), ([471], 24, 65_536), ([564], 8, 8),
        ([573], 18, 18), ([574], 0, 0), ([64], 16, 262_144), ([494], 32, 16_384), ([477], 2, 2), ([476], 48, 48), ([478], 34, 1024), ([479], 2, 16_384), ([480], 0, 0),
        ([392, 394], 8, 8), ([393, 395], 0, 0), ([396], 20, 20), ([550, 551, 552, 562], 8, 1024), ([660], 4, 4), ([661], 8, 1024), ([662], 0, 0), ([648, 650], 0, 0), ([649], 8, 65_536), ([663], 4, 4),
        .. FilterRows]);

    public static Biff12Records ChartSheet { get; } = new([
        ([129, 130, 139, 140, 142], 0, 0), ([651], 8, 1024), ([141], 10, 12), ([669], 10, 10), ([679], 40, 2048), ([476], 48, 48), ([652], 14, 1024), ([479], 2, 16_384), ([480], 0, 0), ([550, 551, 552], 8, 1024)]);

    public static Biff12Records Styles { get; } = new([
        ([278, 279, 474, 506, 509, 511, 565, 566, 569, 570, 604, 612, 614, 616, 618, 620, 627, 473], 0, 4), ([505, 603, 611, 613, 615, 617, 619, 626], 4, 4), ([43], 21, 512), ([44], 6, 1024), ([45], 68, 65_536), ([46], 51, 51),
        ([47], 16, 16), ([48], 12, 1024), ([507], 4, 65_536), ([508], 8, 2048), ([510], 8, 1024), ([512], 12, 12), ([475], 4, 4), ([572, 564], 8, 8)]);

    public static Biff12Records Strings { get; } = new([([159], 8, 8), ([160], 0, 0), ([19], 5, Any)]);

    public static Biff12Records Comments { get; } = new([([628, 629, 630, 631, 633, 634, 636], 0, 0), ([632], 4, 1024), ([635], 36, 36), ([637], 5, Any)]);

    public static Biff12Records Table { get; } = new([
        ([343], 64, 65_536), ([344, 346, 348], 0, 0), ([345], 4, 4), ([347], 24, 65_536), ([351, 352], 8, 65_536), ([513], 6, 1024), .. FilterRows]);

    /// <summary>Where a block ends whose beginning is not listed: what is inside goes with it.</summary>
    public static int EndOf(int type) => type switch
    {
        Biff12Type.FutureBegin => Biff12Type.FutureEnd,
        Biff12Type.AlternateBegin => Biff12Type.AlternateEnd,
        345 => 346,
        349 => 350,
        384 => 385,
        422 => 425,
        495 => 496,
        500 => 501,
        554 => 555,
        592 => 593,
        594 => 595,
        605 => 606,
        638 => 640,
        643 => 645,
        653 => 654,
        664 => 666,
        671 => 672,
        _ => -1,
    };

    public bool Has(int type) => _sizes.ContainsKey(type);

    /// <summary>Throws when a listed record has a length that its type cannot have.</summary>
    public void Check(int type, int length)
    {
        var (least, most) = _sizes[type];
        if (length < least || length > most)
        {
            throw new InvalidDataException("A record has a length that its type cannot have.");
        }
    }

    private static (int[] Types, int Least, int Most)[] FilterRows =>
    [
        ([161], 16, 16), ([162, 164, 166, 173, 531, 533], 0, 0), ([163], 6, 6), ([165], 8, 8), ([167], 4, 2048), ([168], 8, 8), ([169], 8, 8), ([170], 17, 20), ([171], 20, 24), ([172], 4, 4), ([174], 6, 2048),
        ([175], 16, 24), ([530], 24, 24), ([532], 24, 2048),
    ];
}
