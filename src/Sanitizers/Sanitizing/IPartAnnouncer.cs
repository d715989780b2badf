namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Hears the path of each part before the part is opened, so that a crash or a time-out names its culprit.</summary>
public interface IPartAnnouncer
{
    /// <summary>The part at <paramref name="path"/> is about to be read. Reaches the host before it is read, or, behind many others, when the job runs again.</summary>
    void Opening(string path);
}
