using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Images;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>Codes in pictures: told of, covered, left. The one here says https://phish.example.com/login?id=1.</summary>
public sealed class QrCodeTests
{
    private const string Target = "hxxps://phish[.]example[.]com/login?id=1";
    private const int Side = 29;

    // A row a number, the highest of 29 bits to the left.
    private static readonly uint[] Modules =
    [
        0x1FC5A77F, 0x1054FC41, 0x1741A35D, 0x175D7A5D, 0x17480E5D, 0x105B3941, 0x1FD5557F, 0x000E7100, 0x1F7A18AA, 0x0CB5CFF1, 0x0B64E0E0, 0x1E21B19A, 0x16ED6EAC, 0x0D181FF1, 0x10C3387C,
        0x1C0260C2, 0x04FE090C, 0x1181DFF5, 0x12F4F114, 0x16219502, 0x12FD5BF7, 0x00140D1F, 0x1FDF2B5C, 0x10425312, 0x175209F4, 0x1759D60F, 0x175CF87E, 0x1059A1DA, 0x1FD94A9C,
    ];

    private static readonly (string Name, Func<byte[]> Make)[] All =
    [
        ("bits.png", () => Png(1, 0, 1)), ("gray.png", () => Png(3, 0, 8)), ("wide.png", () => Png(2, 0, 16)), ("rgb.png", () => Png(4, 2, 8)), ("palette.png", () => Png(5, 3, 8)), ("alpha.png", () => Png(4, 6, 8)), ("code.gif", () => Gif(3)),
        ("code.jpg", () => Convert.FromBase64String(Jpeg)), ("code.tif", () => Convert.FromBase64String(Tiff)),
    ];

    private const string Jpeg =
        "/9j/4AAQSkZJRgABAQIAHAAcAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCABpAGkBAREA/8QAGgAAAgMBAQ"
        + "AAAAAAAAAAAAAAAAYEBQcDAv/EAEgQAAEDAwMBBQUCCQcNAQAAAAECAwQFBhEAEjEhExQiMkEHFSNRgRZCN1JWYXSRk7HTFyYzVGJx0iU2Q0dVZ4KDlKSyw9Hj/9oACAEBAAA/ANO0aNGjRo0aNGjR"
        + "o0aNZZDiVevV+5P51TqbHp0pf+lWUJQVr/tgJACddfdP+9T/ALr/APbXWnx6vRPaRS6VLuCdUWXmFuqDriwk+FwAFJUQcFOdMj1VqdQp9xxk0qXDchtOIiPDdmQcLAUjwjr4QRgnzDVSxHnyfZ9TUV"
        + "W4JNDmB9RckSXFIcV4nMIJUpJ6jB54SNJ0S668mzZ0fs6k/vfB96du4ew6o8G7HTj8Yef9bA1d9xPW2iGzbFUccXDDSJyVOEqJRgOg7Op+9z9dQ6bT578Bt2q3/JpUxWe0hyX1Jca6nGQpwHqMHjgj"
        + "Vtd4qc/2hU6jQazLp7ciHuJZcUACC4c7QoZJ2gaiu0Vxl1bT3tRU24hRStCpGCkjoQR2vQ6rrmg1eiUNiqxL1nVFl58MpLTywk9FEkKDhBwU41rujRrMaP8A6x/+d/79ZhrYqt+GSifoSv3Pag3NOv"
        + "Wl1+NFarEZLNTlLbhpS0g9mneAkLJRnhafnwdW1wW1Xq7Z8KnTJkRypNSO1eeJKUKHjAxhPOFJ9BwdRa9ZVTVGXS7ZfiQ6O+lK347y1KK3QrO7cUqIGEo4I44+dNOqN12U7R2KrVGHqeVBHZRm0qPZ"
        + "N7QU5UgHO04HX6680VFHvf2iVKRJiOuQ3IocQ26ooUFJ7NGTtV/f6+ur2rfhkon6Er9z2sxuf/Omr/pr3/mrTPVvwN0T9NV+97WxaNGs2jQb1olfrcqkUeM+zPlKcCnnUdUhaykgBYIyFeup3vT2k/"
        + "k/Tf2g/i64UynXXPvunVqu0tiM3HaW0pTLiSANq8dN6jnK9UlRpUeiV+q1mvLdiyDKclUhKSFokrStSsLCQSBkt8lPmP0hzIjd6tCfTip65Hlb5cRB2NNtJ8AUkr9ejf3j5j0+TZfdbYTWmbcqziWK"
        + "PLjpdkPoQouoIUop24yMbkJHlPJ+ixZ1vxKjUKxNpjj7zlKdS7TQVBIeIKyjfkDodic+Xk8el37Q3ak9YFPcrUdqPOM0dq00cpT4XcY6n0wedTrsplxfbWDXKDT2pXdovZ/FcSE7iXAQQVA8K0e9Pa"
        + "T+T9N/aD+LqpuOHf1yU9uFOocRttDodBZdQDkAj1cPTxHWo6NGsnv2PXqLVWFw7gqT/vN90tR2nHE9n4hhCQFHPnAGAONFNp89+A27Vb/k0qYrPaQ5L6kuNdTjIU4D1GDxwRr1c9Wqc+nPVhdRl2/K"
        + "jpS0ikl9SFvjcPigZSceIjynyHr8q6i0ir1aK9XK8/Odj0pCZbLM1C1olIwVqSlSjgAhABIB5GrulFyAkXtRqMp9NRSYwpUVvAYAOCvclJyMtfijqvn5kC+KJcNbjsVm3qe0laSky5TqFhsAFQGVIH"
        + "QnpzydRarQ6nbdajVa23Jc6FNkGSuNAbUlvswoKSglBIKSFEDpjGemrSZdlTntBqd7PJclsK3BDyFLAPzwWuep/XpOj3zU2bZlUpb0tyU+6FonGWre0Mp8I9ceE+o8x07W65Wrmapbry6hSm6WlpS1"
        + "qK1Cpg4ySfD08H9rz/rsa373oVWfrsTv1XZk7WE0xrftZ8Iy4Mbhyj8Uefn5tmjRrIKqbhr9aq81uewG7akOushxIBQApRG3CfEfhDzfm/PqPZUdq8LumOXGjvilRS4Tkt5UkoSD4MenTXW87nti4o"
        + "bjrNPnCqBCW2X3cBKUheSCAsjgq9Dzpsk3FS6JZdEi1ePJfZn05LZSyB1SG0hQJKgRkK9NQa1XU0r2d02daXawI7kotoS6lK1BPxCoHdu5UnPOlKt0en2zSX6XVo/bV17a9HksLUWkNlQGDkjr4V/d"
        + "PI6/Jqo1xzLTosFdzPKlxZsds09EVtJLKEpGQvO3rhSPVXB+sz7XSLs/yfZ7rsGc38ZxyY2jYWx0IGN/XKknj0PX5rFp0y3fsVOrlep7sru0rs8tOKCtpDYAACgOVamTq9X7cdo8kz0+4Zag5GittI"
        + "U4iMnaQhRKfNsUB5j1z19dONtzqpWag5WUSU+4ZLREaMtADqFpISSrA4ylf3jyPoy6NGsprFWo1w1qfCu6YqC3S5DjUMxW1ZcBUQrf0V1GxPy5P0aIttUGu2XAp0OZLcprTqnWXgQlajuWDnKeMqV6"
        + "Dga9USfe71WYbrVHgx4J3dq60sFSfCcY+IfXA40fyf0j3/757zO7x3rvW3ejZv37sY25xn8+oFWue5/tfOodBp8GV3ZCXPi5CtpSkkklYHKtWl53dHt2G4yy60aoUJcZYdbWUqSV4JJGBwFeo41nUW"
        + "zrgr1VZqcyn7IdRfTIdcaebG1txW4lIKieCcAgnTj/ACVUH+t1L9o3/g1ntRo9Om16PTrOffqCXms/GIQd43EjKgkY2gHTLbNIvq2O89wokZzvOzf2zyDjbnGMOD8Y6ZVojXhCRb9xuKi1iKrvMiPF"
        + "6BAGQnxEKSQUuJPQk5P94056NGkmGikXVKuSne44MWRFWtjvfZIcWpaitPaeUEHKc8+vOurcz7G2/Go9Ob9+ToyyHI7B2upQoqXvKBuIAykf8Q+eky2+91inuSJ1/v0xxLpQGXpRyoYB3dXB06kcem"
        + "r2PbkuU087G9pT7zbCdzq23ioNjr1UQ70HQ8/I6IdMl2u6blgy37qclp7sQykk4537wV5A7MJ+vPTGuUC+KJcNbjsVm3qe0laSky5TqFhsAFQGVIHQnpzydRardVTqFajNW3TZZhUeQUrRAcUpuQ2F"
        + "DaCEJwEkIOORgnXm77xr0mlNI9zVKh4fB7x2riN3hV4M7U888/d1PjV6REfS/E9mLrDyM7XGmClQyMHBDWeNeJlZqd20+pSIz8uguUNpa3WW3VEvkgnarG3aR2ZHUHzH6zKBUZFPsmn11ijO1eqSVr"
        + "ZedQCX1I3rwVLCVKIGxI6/m+WtA0aNZ7ZyJK61fKILiW5SpCgytXCV7ntpPQ9M49DrhZrVSZ9p1VbrUhqROTC+K60MJV/RYx0HpgcaV63Psh6kvt0Wjzo85W3snXVkpT4hnPxD6ZHGragXVZ9Joq4R"
        + "pdQ7SXHS1OKcEOkJIVjLnQeJXGOdW9arqaV7O6bOtLtYEdyUW0JdSlagn4hUDu3cqTnnUCiWtRKdVmLduWF3uqS9zzLzDqw0lvaeh6pOcoX908jr8otuVWPb9fuGjQkOtSJsrusBSQFIaWFrSgrKjn"
        + "AKk+h4POvN91t9VFZtyrOKfrESQl2Q+hCQ0sFKinbjBztWkeUcH6sn8qtB/qlS/Zt/49e6DVbXqNPuSbBpstttTRdqIcPV4EOE7fGcHz8Y5H0XKJfsGkVd5hhuWi3kNYixA2hS21kpJJJVkjO8+Y8j"
        + "6a3o0az0XVeE+tVWFRKXT5LcCQpolWUkDcoJzlwZJ2njXf3p7Sfyfpv7QfxdFJue5/tfCodep8GL3lCnPhZKtoSsgghZHKdVL1GvGFULjRTqQw7FrDrgUtx1GdhK8FPjGDhZ5Hy1wt6r3jSl/ZaBSY"
        + "LkiCguKQ6rxBKiFZKu0CT5xx89Pdw11UJfuyldk9XXkByNFdSratOTuJV0A8KVnqocaU7gju3vKo8VhG96nr7OsJaIR3ZSigKCSrorBQvG3dx65GVq9pblMBs5gJVT6e6l1pxYy6oqSVHcRgYy4rgD"
        + "ga1iQ/W03NFYjw2FUdTRL8gkb0LwrAA3cdEfdPJ+mPzreqteumu+6ovb9hNd7T4iU7dy1Y8xHyOr63rHoc1fuyqy5zNdZQXJMVpSdqE5G0hWwg+FSD0Uedaxo0azOhOOMu+0V1lam3EKdUhaTgpI7b"
        + "BB9DpC+0de/wBt1L/q3P8A7rTqt+GSifoSv3Pap6Zekik3pVYM9bsmPIqJZQt6UQiKgOKBIBBGMEfLy6u57blJrci8aMhVcTUEiMI0UZCAAMr3p3ZALWOOVc9OsCj+0GmVa4opnUWJDc2qSJ7z6SWg"
        + "EqONxSMA9RyPNrkqsxKlWpkilPsUxymyCvsYzoBrZ3EhPhxuJ24HRf8ASfr9yYci+31RZduO0F5OH1T3Y5Wp3aNobJKUHhWeT5ePl6mW5LgOhqd7Sn4zhTuCHnigkcZwXeOh/Vqpfnx7Liz0QKw1W5"
        + "FZQoLkMvBK4y0g4WSCokkuE8jy/qLVvSQw2lpi23arVEoV20xCyp91G7puIQVYHhHU+g1rujRrIoFxUuiV+7YtXjyX2Z8pxspZA6pC3AoElQIyFemuXvT2bfk/Uv2h/i6sYVwRLk9qlHmwW3220R1t"
        + "EPJAOQh0+hPTxDStKjtS/aS9FkI3svVdTbickZSXsEZHXg60S9ZDtn2jDbtxfc0plBsDAcwlQWojx59eulP7Ix4v82ZbTS7imfGiykOL7BtsdSFcHOG3PunkdfkxCh2vbEq32Z9MdcqklbaUPMurKA"
        + "8koBUQVDpuUDx9NWlbrFQqNWft22pHdKpE2vPPPoSWlN7R0HRRzlaPujg9fmoWxR6jfNRardwPsS4UdSozjZJbWQElQwEADG5YPOedKc9mDAu+Sw8wpVPjz1IW0kkktJcIKQc5ztGOfrrSrEojCa09"
        + "cdJbSxR5cdTUdha1F1BCkhW7ORjchR8x5H0fdGjRo0aNGjRo0aNGjRo0aNGjRo0aNGjRo0a//9k=";

    private const string Tiff =
        "SUkqAIwBAAD/mgbDSMEYjwhgNn////m1mLBiJqG1/////8wJiIIlBqEomBP///////mBIIEQ8Av////////4MEJIE///////jgpgjwh6x//////xwQI0QRoBGLj//////4gwcY4//80DBgOYiQQM0G"
        + "g0GI/////8GS40AgQIwIDEQYM1P////4IwQIFgwZ1EH////ghBA4giUAwRLiUGI/////miYEMFBAgRgQxAjQD///////gwQI1AQmgZZpf///BGIJEEuIhBDGv///yIoBAiWpIgxH///nWPBsExAjEA"
        + "v///mkIIknIkCQxExf////BGgh4NwmoanH/////+CmkIIl0xYgzEf/////g5gCIIxQYIgRAP/////4iSIxCIMGYjQMf///NA2RInGgECmKRNf////5tZIgQIECxm4xH/////5gTMWIM3DBAv//////"
        + "wYMiQCMECIen//////wYMQZIAj////48ECJQYgiQSj/////+PggQI9AjQCg//////iIiIiP/ABABAAEAAAAQMAAQAAAGkAAAABAQMAAQAAAGkAAAACAQMAAQAAAAEAAAADAQMAAQAAAAQAAAAGAQMA"
        + "AQAAAAAAAAAKAQMAAQAAAAEAAAARAQQAAQAAAAgAAAASAQMAAQAAAAEAAAAVAQMAAQAAAAEAAAAWAQMAAQAAAGkAAAAXAQQAAQAAAIMBAAAaAQUAAQAAAFICAAAbAQUAAQAAAFoCAAAcAQMAAQAAAA"
        + "EAAAAoAQMAAQAAAAMAAAApAQMAAgAAAAAAAQAAAAAAKVxxAAAABAApXHEAAAAEAA==";

    public static TheoryData<string> Names => [.. All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Tells_WhatACodeSays(string name)
    {
        var run = Runs.File(name, Picture(name));

        var finding = Assert.Single(run.Report.Findings, finding => finding.Code == "image.qrCode");
        Assert.Equal((Outcome.Rebuilt, Target, FindingAction.Kept), (run.Report.Outcome, finding.Detail.DangerousRaw, finding.Action));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Covers_ACode_SoThatNobodyReadsIt(string name)
    {
        var covered = Runs.File(name, Picture(name), With(QrCodeWay.Blur));
        var again = Runs.File(name, covered.Output.Bytes);

        var finding = Assert.Single(covered.Report.Findings, finding => finding.Code == "image.qrCode");
        Assert.Equal((Outcome.Rebuilt, Target, FindingAction.Neutralized), (covered.Report.Outcome, finding.Detail.DangerousRaw, finding.Action));
        Assert.Equal(Outcome.Rebuilt, again.Report.Outcome);
        Assert.DoesNotContain("image.qrCode", again.Codes);
        Assert.NotEqual(Runs.File(name, Picture(name), With(QrCodeWay.Leave)).Output.Bytes, covered.Output.Bytes);
    }

    [Fact]
    public void Leaves_CodesAlone_WhenToldTo() => Assert.Empty(Runs.File("a.png", Picture("gray.png"), With(QrCodeWay.Leave)).Codes);

    [Fact]
    public void Changes_NoPixel_WhenItOnlyTells() =>
        Assert.Equal(Runs.File("a.png", Picture("rgb.png"), With(QrCodeWay.Leave)).Output.Bytes, Runs.File("a.png", Picture("rgb.png")).Output.Bytes);

    [Fact]
    public void Finds_ACodeInALargePicture_AndCoversNothingElse()
    {
        const int Left = 900;
        var large = Pictures.PngOf(2400, 1800, (x, y) => x is >= Left and < Left + (Side * 12) && y is >= 300 and < 300 + (Side * 12) ? Module((x - Left) / 12, (y - 300) / 12) : (byte)(255 - (x / 40)));

        var covered = Pictures.Rows(Runs.File("a.png", large, With(QrCodeWay.Blur)).Output.Bytes);
        var left = Pictures.Rows(Runs.File("a.png", large, With(QrCodeWay.Leave)).Output.Bytes);

        var changed = Enumerable.Range(0, covered.Length).Where(at => covered[at] != left[at]).ToList();
        Assert.NotEmpty(changed);
        Assert.InRange(changed.Min(at => at % 2401), Left - 80, Left + 20);
        Assert.InRange(changed.Max(at => at % 2401), Left + (Side * 12) - 20, Left + (Side * 12) + 80);
    }

    [Fact]
    public void Shows_TheTargetInTheNotice_AsNoLink()
    {
        var mail = "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
            + "Content-Type: image/png; name=a.png\r\nContent-Disposition: attachment; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(Picture("gray.png"), Base64FormattingOptions.InsertLineBreaks) + "\r\n--b--\r\n";

        var run = Runs.Mail(Encoding.ASCII.GetBytes(mail), new SanitizePolicy { Revision = "r1", Language = NoticeLanguage.En });

        Assert.Contains("there is a QR code in the picture. It says: " + Target, run.Output.Text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://phish", run.Output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gray.png")]
    [InlineData("code.jpg")]
    public void Describes_ACode_WhereOnlyTextPasses(string name)
    {
        var run = Runs.File(name, Picture(name), new SanitizePolicy { Revision = "r1", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Image] = PartWay.Text } });

        Assert.Equal((Outcome.Replaced, "txt"), (run.Report.Outcome, run.Report.Output!.Format));
        var text = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.Contains("QR コード: " + Target, text, StringComparison.Ordinal);
        Assert.Contains("QR code: " + Target, text, StringComparison.Ordinal);
    }

    // A logo in every mail must not cost a native worker.
    [Fact]
    public void Asks_NoScanner_AboutAPictureThatCannotHoldACode()
    {
        var logo = Pictures.PngOf(200, 60, (x, y) => ((x - 100) * (x - 100)) + ((y - 30) * (y - 30)) < 700 ? (byte)40 : (byte)255);

        Assert.Empty(Runs.File("logo.png", logo, catalog: SanitizerCatalog.Empty.With([new ImageSanitizer()], [new ImageVerifier()], [new DyingScanner()])).Codes);
    }

    [Theory]
    [InlineData(30, 2.5)]
    [InlineData(45, 3)]
    [InlineData(200, 6)]
    public void Finds_ATurnedCode(int degrees, double zoom)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var turned = Pictures.PngOf(400, 400, (x, y) =>
        {
            var (dx, dy) = ((x - 200) / zoom, (y - 200) / zoom);
            return Module((int)Math.Floor((dx * cos) + (dy * sin) + (Side / 2.0)), (int)Math.Floor((dy * cos) - (dx * sin) + (Side / 2.0))) == 0 ? (byte)60 : (byte)190;
        });

        Assert.Equal(["image.qrCode"], Runs.File("a.png", turned).Codes);
    }

    [Fact]
    public void Says_ThatNobodyLooked_WhereTheScannerIsMissing()
    {
        var run = Runs.File("a.png", Picture("gray.png"), catalog: SanitizerCatalog.Empty.With([new ImageSanitizer()], [new ImageVerifier()], [new ImageStep()]));

        Assert.Equal((Outcome.Rebuilt, "image.qrUnchecked"), (run.Report.Outcome, Assert.Single(run.Codes)));
    }

    [Theory]
    [InlineData("gray.png")]
    [InlineData("code.gif")]
    [InlineData("code.jpg")]
    public void Blocks_WhatTheScannerDiesOf(string name)
    {
        var run = Runs.File(name, Picture(name), catalog: SanitizerCatalog.Empty.With([new ImageSanitizer()], [new ImageVerifier()], [new ImageStep(), new DyingScanner()]));

        Assert.Equal((Outcome.Blocked, Reason.Crashed), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    [Theory]
    [InlineData("https://evil.example/a b", "hxxps://evil[.]example/a%20b")]
    [InlineData("evil.example/a", "evil[.]example/a")]
    [InlineData("WIFI:S:net;U:http://x.example;;", "WIFI:S:net;U:http[:]//x.example;;")]
    [InlineData("plain words", "plain words")]
    [InlineData("受付番号", "受付番号")]
    public void Shows_NothingThatBecomesALink(string said, string shown)
    {
        Assert.Equal(shown, Detail(Encoding.UTF8.GetBytes(said)));
        Assert.Equal(shown, Detail(CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(said)));

        static string Detail(byte[] bytes) => Assert.Single(Scanned(new SpeakingScanner(Said(0, 0, 50, 50, bytes))).Report.Findings).Detail.DangerousRaw;
    }

    [Fact]
    public void Takes_NoLieOfTheScanner()
    {
        Assert.Equal(Reason.Crashed, Scanned(new SpeakingScanner([1, 2, 3])).Report.Reason);
        Assert.Equal(Reason.Crashed, Scanned(new SpeakingScanner(Said(0, 0, 1, 1, [65])[..^1])).Report.Reason);
        Assert.Equal(Outcome.Rebuilt, Scanned(new SpeakingScanner(Said(int.MinValue, int.MaxValue, int.MaxValue, int.MaxValue, [65])), QrCodeWay.Blur).Report.Outcome);
        Assert.Equal(Outcome.Rebuilt, Scanned(new SpeakingScanner(Said(int.MaxValue, int.MinValue, int.MinValue, -1, [65])), QrCodeWay.Blur).Report.Outcome);
    }

    private static RunResult Scanned(INativeStep scanner, QrCodeWay way = QrCodeWay.List) =>
        Runs.File("a.png", Picture("gray.png"), With(way), catalog: SanitizerCatalog.Empty.With([new ImageSanitizer()], [new ImageVerifier()], [new ImageStep(), scanner]));

    // What the step writes for a code.
    private static byte[] Said(int x, int y, int width, int height, byte[] bytes) =>
        [.. Pictures.Little(x), .. Pictures.Little(y), .. Pictures.Little(width), .. Pictures.Little(height), .. Pictures.Little(bytes.Length), .. bytes];

    private static SanitizePolicy With(QrCodeWay way) => new() { Revision = "r1", QrCodes = way };

    private static byte[] Picture(string name) => All.Single(each => each.Name == name).Make();

    private static byte Module(int x, int y) => (uint)x < Side && (uint)y < Side && (Modules[y] >> (Side - 1 - x) & 1) != 0 ? (byte)0 : (byte)255;

    private static byte[] Png(int zoom, int type, int depth)
    {
        var side = (Side + 8) * zoom;
        if (depth == 8 && type == 0)
        {
            return Pictures.PngOf(side, side, (x, y) => Module((x / zoom) - 4, (y / zoom) - 4));
        }

        var rows = new List<byte>();
        for (var y = 0; y < side; y++)
        {
            rows.Add(0);
            var row = Enumerable.Range(0, side).Select(x => Module((x / zoom) - 4, (y / zoom) - 4));
            rows.AddRange(type switch
            {
                0 when depth == 1 => row.Chunk(8).Select(bits => (byte)bits.Select((bit, at) => bit == 0 ? 0 : 0x80 >> at).Sum()),
                0 => row.SelectMany(gray => new[] { gray, gray }),
                2 => row.SelectMany(gray => new[] { gray, gray, gray }),
                // Black where there is a module, and nothing at all elsewhere.
                6 => row.SelectMany(gray => new byte[] { 0, 0, 0, (byte)(255 - gray) }),
                _ => row.Select(gray => gray == 0 ? (byte)1 : (byte)0),
            });
        }

        var header = ("IHDR", Pictures.Header(side, side, depth, type));
        var data = ("IDAT", Pictures.Deflate([.. rows]));
        return type == 3
            ? Pictures.Png(header, ("PLTE", [255, 255, 255, 0, 0, 64]), data, ("IEND", []))
            : Pictures.Png(header, data, ("IEND", []));
    }

    private static byte[] Gif(int zoom)
    {
        var side = (Side + 8) * zoom;
        var output = new MemoryStream();
        output.Write([.. "GIF89a"u8, (byte)side, 0, (byte)side, 0, 0xF0, 0, 0, 255, 255, 255, 0, 0, 0, 0x2C, 0, 0, 0, 0, (byte)side, 0, (byte)side, 0, 0]);
        var indices = new byte[side * side];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = Module((i % side / zoom) - 4, (i / side / zoom) - 4) == 0 ? (byte)1 : (byte)0;
        }

        // Codes of three bits: the table is cleared before they would need a fourth.
        var codes = indices.Chunk(2).SelectMany(pair => pair.Select(index => (int)index).Prepend(4)).Append(5);
        var bits = codes.SelectMany(code => new[] { code & 1, (code >> 1) & 1, code >> 2 });
        output.WriteByte(2);
        foreach (var block in bits.Chunk(8).Select(eight => (byte)eight.Select((bit, at) => bit << at).Sum()).Chunk(255))
        {
            output.WriteByte((byte)block.Length);
            output.Write(block);
        }

        output.WriteByte(0);
        output.WriteByte(0x3B);
        return output.ToArray();
    }

    private sealed class DyingScanner : INativeStep
    {
        public string Name => "qr";

        public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget) => NativeResult.Refused(Reason.Crashed);
    }

    private sealed class SpeakingScanner(byte[] said) : INativeStep
    {
        public string Name => "qr";

        public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget)
        {
            output.Write(said);
            return NativeResult.Done(1);
        }
    }
}
