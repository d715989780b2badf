namespace Mugai.Sanitizers.Mapi;

/// <summary>Property types ([MS-OXCDATA] 2.11.1) by their numbers.</summary>
internal static class MapiType
{
    public const ushort Integer16 = 0x0002;
    public const ushort Integer32 = 0x0003;
    public const ushort Floating32 = 0x0004;
    public const ushort Floating64 = 0x0005;
    public const ushort Currency = 0x0006;
    public const ushort FloatingTime = 0x0007;
    public const ushort ErrorCode = 0x000A;
    public const ushort Boolean = 0x000B;
    public const ushort Object = 0x000D;
    public const ushort Integer64 = 0x0014;
    public const ushort String8 = 0x001E;
    public const ushort Unicode = 0x001F;
    public const ushort Time = 0x0040;
    public const ushort Guid = 0x0048;
    public const ushort Binary = 0x0102;

    /// <summary>Set for properties with several values.</summary>
    public const ushort Multiple = 0x1000;

    /// <summary>Bytes of a value of fixed size, 0 for one with a length of its own, -1 for an unknown type.</summary>
    public static int FixedBytes(ushort type) => type switch
    {
        Integer16 or Boolean => 2,
        Integer32 or Floating32 or ErrorCode => 4,
        Floating64 or Currency or FloatingTime or Integer64 or Time => 8,
        Guid => 16,
        Object or String8 or Unicode or Binary => 0,
        _ => -1,
    };
}
