using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>
/// zbar 0.23 by function pointers, set to QR codes alone, also white on black, their bytes as they are. Loaded once per process; a machine without it leaves codes
/// unfound. Its decoder had holes (CVE-2023-40889, CVE-2023-40890): what runs it dies with the message.
/// </summary>
internal static unsafe class Zbar
{
    // zbar.h: zbar_symbol_type_t and zbar_config_t.
    private const int EverySymbol = 0;
    private const int QrCode = 64;
    private const int Enable = 0;
    private const int Binary = 4;
    private const int TestInverted = 0x81;
    private const int DensityX = 0x100;
    private const int DensityY = 0x101;

    // "Y800": one byte a pixel.
    private const uint Gray = 0x30303859;

    private static readonly Lazy<bool> Ready = new(Load);

    private static delegate* unmanaged<nint> s_newScanner;
    private static delegate* unmanaged<nint, void> s_endScanner;
    private static delegate* unmanaged<nint, int, int, int, int> s_configure;
    private static delegate* unmanaged<nint, nint, int> s_scan;
    private static delegate* unmanaged<nint> s_newImage;
    private static delegate* unmanaged<nint, void> s_endImage;
    private static delegate* unmanaged<nint, nuint, void> s_setFormat;
    private static delegate* unmanaged<nint, uint, uint, void> s_setSize;
    private static delegate* unmanaged<nint, void*, nuint, nint, void> s_setData;
    private static delegate* unmanaged<nint, nint> s_first;
    private static delegate* unmanaged<nint, nint> s_next;
    private static delegate* unmanaged<nint, byte*> s_data;
    private static delegate* unmanaged<nint, uint> s_dataLength;
    private static delegate* unmanaged<nint, uint> s_corners;
    private static delegate* unmanaged<nint, uint, int> s_cornerX;
    private static delegate* unmanaged<nint, uint, int> s_cornerY;

    /// <summary>False when the library is not installed.</summary>
    public static bool IsReady => Ready.Value;

    /// <summary>Looks at gray samples and hands each code to <paramref name="found"/>; false when the library refused.</summary>
    /// <param name="samples">Width × height bytes; they stay where they are until this returns.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="density">Lines from one scan to the next.</param>
    /// <param name="found">The corners' bounds and the code's bytes.</param>
    public static bool Scan(byte* samples, int width, int height, int density, Action<PictureArea, byte[]> found)
    {
        var (scanner, image) = (s_newScanner(), s_newImage());
        if (scanner == 0 || image == 0)
        {
            return false;
        }

        s_configure(scanner, EverySymbol, Enable, 0);
        s_configure(scanner, QrCode, Enable, 1);
        s_configure(scanner, QrCode, Binary, 1);
        s_configure(scanner, EverySymbol, TestInverted, 1);
        s_configure(scanner, EverySymbol, DensityX, density);
        s_configure(scanner, EverySymbol, DensityY, density);
        s_setFormat(image, Gray);
        s_setSize(image, (uint)width, (uint)height);
        s_setData(image, samples, (nuint)width * (nuint)height, 0);
        var isScanned = s_scan(scanner, image) >= 0;
        for (var symbol = s_first(image); isScanned && symbol != 0; symbol = s_next(symbol))
        {
            found(Bounds(symbol), new ReadOnlySpan<byte>(s_data(symbol), checked((int)s_dataLength(symbol))).ToArray());
        }

        s_endImage(image);
        s_endScanner(scanner);
        return isScanned;
    }

    private static PictureArea Bounds(nint symbol)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
        for (uint i = 0; i < s_corners(symbol); i++)
        {
            var (x, y) = (s_cornerX(symbol, i), s_cornerY(symbol, i));
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return left > right ? default : new PictureArea(0, left, top, right - left + 1, bottom - top + 1);
    }

    private static bool Load()
    {
        if (!NativeLibrary.TryLoad("libzbar.so.0", out var library))
        {
            return false;
        }

        nint Symbol(string name) => NativeLibrary.GetExport(library, name);
        s_newScanner = (delegate* unmanaged<nint>)Symbol("zbar_image_scanner_create");
        s_endScanner = (delegate* unmanaged<nint, void>)Symbol("zbar_image_scanner_destroy");
        s_configure = (delegate* unmanaged<nint, int, int, int, int>)Symbol("zbar_image_scanner_set_config");
        s_scan = (delegate* unmanaged<nint, nint, int>)Symbol("zbar_scan_image");
        s_newImage = (delegate* unmanaged<nint>)Symbol("zbar_image_create");
        s_endImage = (delegate* unmanaged<nint, void>)Symbol("zbar_image_destroy");
        s_setFormat = (delegate* unmanaged<nint, nuint, void>)Symbol("zbar_image_set_format");
        s_setSize = (delegate* unmanaged<nint, uint, uint, void>)Symbol("zbar_image_set_size");
        s_setData = (delegate* unmanaged<nint, void*, nuint, nint, void>)Symbol("zbar_image_set_data");
        s_first = (delegate* unmanaged<nint, nint>)Symbol("zbar_image_first_symbol");
        s_next = (delegate* unmanaged<nint, nint>)Symbol("zbar_symbol_next");
        s_data = (delegate* unmanaged<nint, byte*>)Symbol("zbar_symbol_get_data");
        s_dataLength = (delegate* unmanaged<nint, uint>)Symbol("zbar_symbol_get_data_length");
        s_corners = (delegate* unmanaged<nint, uint>)Symbol("zbar_symbol_get_loc_size");
        s_cornerX = (delegate* unmanaged<nint, uint, int>)Symbol("zbar_symbol_get_loc_x");
        s_cornerY = (delegate* unmanaged<nint, uint, int>)Symbol("zbar_symbol_get_loc_y");

        // The first scan makes tables and looks for character sets, which the filter would not allow later.
        var blank = stackalloc byte[64];
        new Span<byte>(blank, 64).Fill(255);
        return Scan(blank, 8, 8, 1, static (_, _) => { });
    }
}
