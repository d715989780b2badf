namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Hears the path of each part before the part is opened, so that a crash or a time-out names its culprit.</summary>
public interface IPartAnnouncer
{
    /// <summary>The part at <paramref name="path"/> is about to be read. Must have reached the host when this returns.</summary>
    void Opening(string path);
}
