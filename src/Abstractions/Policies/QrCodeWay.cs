namespace Mugai.Policies;

/// <summary>What happens to QR codes in pictures. Values are wire values and never reused.</summary>
public enum QrCodeWay : byte
{
    /// <summary>Nobody looks for them.</summary>
    Leave = 1,

    /// <summary>They stay; what they say stands in the notice and the report, written so that nothing makes a link of it.</summary>
    List = 2,

    /// <summary>Their place in the picture is covered; what they said stands in the notice and the report.</summary>
    Blur = 3,
}
