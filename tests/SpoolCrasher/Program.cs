using System.Globalization;
using Mugai.SpoolCrasher;

// crash FOLDER COMMITTERS: commits until it is killed, a line per acknowledged message.
// open FOLDER SESSIONS BYTES: holds many large messages open, then prints the peak of memory.
// full FOLDER: fills the (small) volume and recovers.
// load FOLDER MESSAGES COMMITTERS [BYTES]: commits and delivers, then prints what it cost.
return args switch
{
    ["crash", var folder, var committers] => await Crash.RunAsync(folder, Number(committers)),
    ["load", var folder, var messages, var committers] => await Load.RunAsync(folder, Number(messages), Number(committers), 4096),
    ["load", var folder, var messages, var committers, var bytes] => await Load.RunAsync(folder, Number(messages), Number(committers), Number(bytes)),
    ["open", var folder, var sessions, var bytes] => await OpenSessions.RunAsync(folder, Number(sessions), Number(bytes)),
    ["full", var folder] => await FullDisk.RunAsync(folder),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("usage: crash FOLDER COMMITTERS | load FOLDER MESSAGES COMMITTERS [BYTES] | open FOLDER SESSIONS BYTES | full FOLDER");
    return 2;
}
