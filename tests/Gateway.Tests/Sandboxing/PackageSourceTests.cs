using Mugai.Gateway.Sandboxing;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Sandboxing;

/// <summary>The command that installs what is missing, by what a machine says it is.</summary>
public sealed class PackageSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"9.6\"\n", "dnf install vips libarchive zbar sqlite-libs poppler-utils poppler-data")]
    [InlineData("NAME=\"AlmaLinux\"\nID=\"almalinux\"\nID_LIKE=\"rhel centos fedora\"\n", "dnf install vips libarchive zbar sqlite-libs poppler-utils poppler-data")]
    [InlineData("ID=debian\nVERSION_ID=\"12\"\n", "apt-get install libvips42 libarchive13 libzbar0 libsqlite3-0 poppler-utils poppler-data")]
    [InlineData("ID=ubuntu\nID_LIKE=debian\n", "apt-get install libvips42 libarchive13 libzbar0 libsqlite3-0 poppler-utils poppler-data")]
    [InlineData("NAME=\"not rhel\"\n", "apt-get install libvips42 libarchive13 libzbar0 libsqlite3-0 poppler-utils poppler-data")]
    public void Names_ThePackagesOfTheMachine(string osRelease, string command) =>
        Assert.Equal(command, PackageSource.Read(_folder.Write("os-release", osRelease)).Install("libvips42", "libarchive13", "libzbar0", "libsqlite3-0", "poppler-utils", "poppler-data"));

    [Fact]
    public void Says_WhatRedHatDoesNotBringItself()
    {
        var redHat = PackageSource.Read(_folder.Write("os-release", "ID=rocky\nID_LIKE=\"rhel centos fedora\"\n"));
        Assert.Contains("install page", redHat.Hint("libvips42", "libarchive13"), StringComparison.Ordinal);
        Assert.Contains("導入のページ", redHat.HintJa("libzbar0"), StringComparison.Ordinal);
        Assert.Equal("", redHat.Hint("libarchive13", "poppler-utils"));
        Assert.Equal("", PackageSource.Read(_folder.File("none")).Hint("libvips42"));
    }
}
