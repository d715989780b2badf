namespace Mugai.Sanitizers.Images.Colors;

/// <summary>What becomes of a picture's colour profile: nothing (sRGB needs none), a new one from its numbers, or a conversion to sRGB by the native step.</summary>
/// <param name="Embed">A profile of ours to put into the file; empty for none.</param>
/// <param name="Convert">The profile to convert by; empty for none.</param>
internal readonly record struct ProfileChoice(byte[] Embed, byte[] Convert)
{
    public static ProfileChoice Of(ImageFacts facts, ImageTally tally)
    {
        if (facts.Profile.Length == 0)
        {
            return new ProfileChoice([], []);
        }

        if (ColorProfile.Read(facts.Profile) is { } profile && profile.IsGray == facts.Channels is 1 or 2)
        {
            var anew = profile.IsStandard ? [] : profile.Write();
            if (!anew.AsSpan().SequenceEqual(facts.Profile))
            {
                tally.Add(ImageCodes.Profile, anew.Length == 0 ? FindingAction.Removed : FindingAction.Rewritten);
            }

            return new ProfileChoice(anew, []);
        }

        // A table profile of the right kind: 128 bytes of header say what it is for.
        tally.Add(ImageCodes.Profile, FindingAction.Replaced, "sRGB");
        return new ProfileChoice([], facts.Profile.Length > 128 ? facts.Profile : []);
    }
}
