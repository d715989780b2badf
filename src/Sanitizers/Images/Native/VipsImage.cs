namespace Mugai.Sanitizers.Images.Native;

/// <summary>A libvips image; its pixels may not be decoded yet.</summary>
internal sealed unsafe class VipsImage(nint handle) : IDisposable
{
    /// <summary>VIPS_FORMAT_UCHAR.</summary>
    public const int Bytes = 0;

    /// <summary>VIPS_FORMAT_FLOAT.</summary>
    public const int Float = 6;

    /// <summary>VIPS_FORMAT_DOUBLE.</summary>
    public const int Double = 8;

    /// <summary>VIPS_INTERPRETATION_CMYK.</summary>
    public const int Cmyk = 15;

    /// <summary>VIPS_INTERPRETATION_LAB, LABQ, LABS.</summary>
    public const int Lab = 13;

    /// <inheritdoc cref="Lab"/>
    public const int LabQ = 16;

    /// <inheritdoc cref="Lab"/>
    public const int LabS = 21;

    public nint Handle { get; private set; } = handle;

    public int Width => Vips.Width(Handle);

    public int Height => Vips.Height(Handle);

    public int Bands => Vips.Bands(Handle);

    public int Format => Vips.Format(Handle);

    public int Interpretation => Vips.Interpretation(Handle);

    /// <summary>The word that operations take for <see cref="Interpretation"/>.</summary>
    public string InterpretationName => Interpretation switch { 1 => "b-w", Cmyk => "cmyk", 25 => "rgb16", 26 => "grey16", 22 or 17 => "srgb", _ => "multiband" };

    public void SetBlob(string name, void* bytes, nuint length)
    {
        fixed (byte* text = Vips.Utf8(name))
        {
            Vips.SetBlobCopy(Handle, text, bytes, length);
        }
    }

    public void SetInt(string name, int value)
    {
        fixed (byte* text = Vips.Utf8(name))
        {
            Vips.SetInt(Handle, text, value);
        }
    }

    public int GetInt(string name, int otherwise)
    {
        fixed (byte* text = Vips.Utf8(name))
        {
            int value;
            return Vips.TypeOf(Handle, text) != 0 && Vips.GetInt(Handle, text, &value) == 0 ? value : otherwise;
        }
    }

    public void Remove(string name)
    {
        fixed (byte* text = Vips.Utf8(name))
        {
            Vips.Remove(Handle, text);
        }
    }

    public bool Has(string name)
    {
        fixed (byte* text = Vips.Utf8(name))
        {
            return Vips.TypeOf(Handle, text) != 0;
        }
    }

    public void Dispose()
    {
        if (Handle != 0)
        {
            Vips.Unref(Handle);
            Handle = 0;
        }
    }
}
