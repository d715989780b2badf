using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>
/// libvips 8.13 or newer by function pointers: nothing is linked, and a machine without it has no pictures of these formats. Loaded and locked once per
/// process: every loader is blocked by name except the four to six used here, no cache, one thread, no warnings on standard error.
/// </summary>
internal static unsafe class Vips
{
    private static readonly Lazy<bool> Ready = new(Load);

    private static readonly string[] Loaders =
    [
        "VipsForeignLoadJpegBuffer", "VipsForeignLoadTiffBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadHeifBuffer", "VipsForeignLoadJp2kBuffer",
    ];

    /// <summary>False when the library, or a version that can block loaders, is not installed.</summary>
    public static bool IsReady => Ready.Value;

    public static delegate* unmanaged<byte*, nint> NewOperation { get; private set; }

    public static delegate* unmanaged<nint, byte*, byte*, int> SetFromString { get; private set; }

    public static delegate* unmanaged<nint, nint> Build { get; private set; }

    public static delegate* unmanaged<nint, void> UnrefOutputs { get; private set; }

    public static delegate* unmanaged<nint, void> Unref { get; private set; }

    public static delegate* unmanaged<GValue*, nuint, GValue*> InitValue { get; private set; }

    public static delegate* unmanaged<GValue*, void> UnsetValue { get; private set; }

    public static delegate* unmanaged<GValue*, nint, void> SetObject { get; private set; }

    public static delegate* unmanaged<GValue*, nint> DupObject { get; private set; }

    public static delegate* unmanaged<GValue*, nint, void> SetBoxed { get; private set; }

    public static delegate* unmanaged<GValue*, nint> DupBoxed { get; private set; }

    public static delegate* unmanaged<nint, byte*, GValue*, void> SetProperty { get; private set; }

    public static delegate* unmanaged<nint, byte*, GValue*, void> GetProperty { get; private set; }

    public static delegate* unmanaged<nint, void*, nuint, nint> NewBlob { get; private set; }

    public static delegate* unmanaged<nint, nuint*, nint> BlobBytes { get; private set; }

    public static delegate* unmanaged<nint, void> UnrefArea { get; private set; }

    public static delegate* unmanaged<nint, int> Width { get; private set; }

    public static delegate* unmanaged<nint, int> Height { get; private set; }

    public static delegate* unmanaged<nint, int> Bands { get; private set; }

    public static delegate* unmanaged<nint, int> Format { get; private set; }

    public static delegate* unmanaged<nint, int> Interpretation { get; private set; }

    public static delegate* unmanaged<nint, byte*, int, void> SetInt { get; private set; }

    public static delegate* unmanaged<nint, byte*, void*, nuint, void> SetBlobCopy { get; private set; }

    public static delegate* unmanaged<nint, byte*, nuint> TypeOf { get; private set; }

    public static delegate* unmanaged<nint, byte*, int*, int> GetInt { get; private set; }

    public static delegate* unmanaged<nint, byte*, int> Remove { get; private set; }

    public static delegate* unmanaged<nint, nuint*, nint> WriteToMemory { get; private set; }

    public static delegate* unmanaged<void*, nuint, int, int, int, int, nint> NewFromMemory { get; private set; }

    public static delegate* unmanaged<nint, void> Free { get; private set; }

    public static delegate* unmanaged<void> ClearErrors { get; private set; }

    public static nuint ImageType { get; private set; }

    public static nuint BlobType { get; private set; }

    private static bool Load()
    {
        if (!NativeLibrary.TryLoad("libvips.so.42", out var library))
        {
            return false;
        }

        // Symbols of GObject are found through the library that depends on it.
        nint Symbol(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;
        var block = (delegate* unmanaged<byte*, int, void>)Symbol("vips_operation_block_set");
        var start = (delegate* unmanaged<byte*, int>)Symbol("vips_init");
        if (block == null || start == null)
        {
            return false;
        }

        // GLib writes warnings about a picture to standard error, which belongs to the worker's own words.
        ((delegate* unmanaged<delegate* unmanaged[Cdecl]<byte*, int, byte*, nint, void>, nint, nint>)Symbol("g_log_set_default_handler"))(&Ignore, 0);
        fixed (byte* name = "mugai"u8)
        {
            if (start(name) != 0)
            {
                return false;
            }
        }

        ((delegate* unmanaged<int, void>)Symbol("vips_concurrency_set"))(1);
        ((delegate* unmanaged<int, void>)Symbol("vips_cache_set_max"))(0);
        fixed (byte* all = "VipsForeignLoad"u8)
        {
            block(all, 1);
        }

        foreach (var loader in Loaders)
        {
            fixed (byte* name = Utf8(loader))
            {
                block(name, 0);
            }
        }

        Bind(Symbol);
        return true;
    }

    private static void Bind(Func<string, nint> symbol)
    {
        NewOperation = (delegate* unmanaged<byte*, nint>)symbol("vips_operation_new");
        SetFromString = (delegate* unmanaged<nint, byte*, byte*, int>)symbol("vips_object_set_argument_from_string");
        Build = (delegate* unmanaged<nint, nint>)symbol("vips_cache_operation_build");
        UnrefOutputs = (delegate* unmanaged<nint, void>)symbol("vips_object_unref_outputs");
        Unref = (delegate* unmanaged<nint, void>)symbol("g_object_unref");
        InitValue = (delegate* unmanaged<GValue*, nuint, GValue*>)symbol("g_value_init");
        UnsetValue = (delegate* unmanaged<GValue*, void>)symbol("g_value_unset");
        SetObject = (delegate* unmanaged<GValue*, nint, void>)symbol("g_value_set_object");
        DupObject = (delegate* unmanaged<GValue*, nint>)symbol("g_value_dup_object");
        SetBoxed = (delegate* unmanaged<GValue*, nint, void>)symbol("g_value_set_boxed");
        DupBoxed = (delegate* unmanaged<GValue*, nint>)symbol("g_value_dup_boxed");
        SetProperty = (delegate* unmanaged<nint, byte*, GValue*, void>)symbol("g_object_set_property");
        GetProperty = (delegate* unmanaged<nint, byte*, GValue*, void>)symbol("g_object_get_property");
        NewBlob = (delegate* unmanaged<nint, void*, nuint, nint>)symbol("vips_blob_new");
        BlobBytes = (delegate* unmanaged<nint, nuint*, nint>)symbol("vips_blob_get");
        UnrefArea = (delegate* unmanaged<nint, void>)symbol("vips_area_unref");
        Width = (delegate* unmanaged<nint, int>)symbol("vips_image_get_width");
        Height = (delegate* unmanaged<nint, int>)symbol("vips_image_get_height");
        Bands = (delegate* unmanaged<nint, int>)symbol("vips_image_get_bands");
        Format = (delegate* unmanaged<nint, int>)symbol("vips_image_get_format");
        Interpretation = (delegate* unmanaged<nint, int>)symbol("vips_image_get_interpretation");
        SetInt = (delegate* unmanaged<nint, byte*, int, void>)symbol("vips_image_set_int");
        SetBlobCopy = (delegate* unmanaged<nint, byte*, void*, nuint, void>)symbol("vips_image_set_blob_copy");
        TypeOf = (delegate* unmanaged<nint, byte*, nuint>)symbol("vips_image_get_typeof");
        GetInt = (delegate* unmanaged<nint, byte*, int*, int>)symbol("vips_image_get_int");
        Remove = (delegate* unmanaged<nint, byte*, int>)symbol("vips_image_remove");
        WriteToMemory = (delegate* unmanaged<nint, nuint*, nint>)symbol("vips_image_write_to_memory");
        NewFromMemory = (delegate* unmanaged<void*, nuint, int, int, int, int, nint>)symbol("vips_image_new_from_memory_copy");
        Free = (delegate* unmanaged<nint, void>)symbol("g_free");
        ClearErrors = (delegate* unmanaged<void>)symbol("vips_error_clear");
        ImageType = ((delegate* unmanaged<nuint>)symbol("vips_image_get_type"))();
        BlobType = ((delegate* unmanaged<nuint>)symbol("vips_blob_get_type"))();
    }

    /// <summary>The name with its zero.</summary>
    public static byte[] Utf8(string name) => System.Text.Encoding.UTF8.GetBytes(name + "\0");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(byte* domain, int level, byte* message, nint data)
    {
    }

    /// <summary>GValue: a type and two words.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GValue
    {
        public nuint Type;
        public ulong First;
        public ulong Second;
    }
}
