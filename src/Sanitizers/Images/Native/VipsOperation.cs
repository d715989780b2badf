using System.Globalization;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>One call of a libvips operation by name: set, build, take the result. False and null mean that libvips refused; why is not asked.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private nint _handle;
    private bool _isBuilt;
    private bool _isBroken;

    public VipsOperation(string name)
    {
        fixed (byte* text = Vips.Utf8(name))
        {
            _handle = Vips.NewOperation(text);
        }
    }

    /// <summary>False when the library has no such operation, or it is blocked.</summary>
    public bool IsKnown => _handle != 0;

    public VipsOperation Set(string argument, string value)
    {
        if (_handle != 0)
        {
            fixed (byte* name = Vips.Utf8(argument))
            fixed (byte* text = Vips.Utf8(value))
            {
                _isBroken |= Vips.SetFromString(_handle, name, text) != 0;
            }
        }

        return this;
    }

    public VipsOperation Set(string argument, int value) => Set(argument, value.ToString(CultureInfo.InvariantCulture));

    public VipsOperation Set(string argument, double value) => Set(argument, value.ToString("R", CultureInfo.InvariantCulture));

    public VipsOperation Set(string argument, bool value) => Set(argument, value ? "true" : "false");

    public VipsOperation Set(string argument, VipsImage image)
    {
        if (_handle != 0)
        {
            Vips.GValue value = default;
            Vips.InitValue(&value, Vips.ImageType);
            Vips.SetObject(&value, image.Handle);
            SetProperty(argument, &value);
        }

        return this;
    }

    /// <summary>The bytes must stay where they are until every image made from them is gone.</summary>
    public VipsOperation SetBytes(string argument, void* bytes, nuint length)
    {
        if (_handle != 0)
        {
            var blob = Vips.NewBlob(0, bytes, length);
            Vips.GValue value = default;
            Vips.InitValue(&value, Vips.BlobType);
            Vips.SetBoxed(&value, blob);
            SetProperty(argument, &value);
            Vips.UnrefArea(blob);
        }

        return this;
    }

    /// <summary>Runs it; null when it failed.</summary>
    public VipsImage? Image()
    {
        if (!Build())
        {
            return null;
        }

        Vips.GValue value = default;
        Vips.InitValue(&value, Vips.ImageType);
        Get("out", &value);
        var image = Vips.DupObject(&value);
        Vips.UnsetValue(&value);
        return image == 0 ? null : new VipsImage(image);
    }

    /// <summary>Runs it; the file it made, or null when it failed.</summary>
    public VipsBlob? File()
    {
        if (!Build())
        {
            return null;
        }

        Vips.GValue value = default;
        Vips.InitValue(&value, Vips.BlobType);
        Get("buffer", &value);
        var blob = Vips.DupBoxed(&value);
        Vips.UnsetValue(&value);
        return blob == 0 ? null : new VipsBlob(blob);
    }

    public void Dispose()
    {
        if (_handle == 0)
        {
            return;
        }

        if (_isBuilt)
        {
            Vips.UnrefOutputs(_handle);
        }

        Vips.Unref(_handle);
        _handle = 0;
    }

    private bool Build()
    {
        if (_handle == 0 || _isBroken)
        {
            Vips.ClearErrors();
            return false;
        }

        var built = Vips.Build(_handle);
        if (built == 0)
        {
            Vips.ClearErrors();
            Vips.UnrefOutputs(_handle);
            return false;
        }

        Vips.Unref(_handle);
        _handle = built;
        _isBuilt = true;
        return true;
    }

    private void SetProperty(string argument, Vips.GValue* value)
    {
        fixed (byte* name = Vips.Utf8(argument))
        {
            Vips.SetProperty(_handle, name, value);
        }

        Vips.UnsetValue(value);
    }

    private void Get(string argument, Vips.GValue* value)
    {
        fixed (byte* name = Vips.Utf8(argument))
        {
            Vips.GetProperty(_handle, name, value);
        }
    }
}
