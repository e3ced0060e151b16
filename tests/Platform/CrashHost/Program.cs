using System.Diagnostics;
using Kirana.Storage;
using Kirana.Storage.Folders;
using Kirana.Tests.Platform.CrashHost;

// crash-host FOLDER steps            does the whole workload and names every step
// crash-host FOLDER work [KILL_AT]   does it and kills itself at the given step, counted from 0
// crash-host FOLDER full             imports until the disk is full, frees it, goes on
// crash-host FOLDER append ROUND     appends, imports and seals until it is killed
// crash-host FOLDER import ROUND     imports and seals until it is killed
// crash-host FOLDER erase [KILL_AT]  deletes the person "gone", names every step and kills itself at the given one
var (folder, mode) = (args[0], args[1]);
var number = args.Length > 2 ? int.Parse(args[2]) : -1;
var steps = 0;
if (mode is "steps" or "work" or "erase")
    Steps.Observer = step =>
    {
        if (mode is "steps" or "erase")
            Console.WriteLine($"step {step}");
        if (steps++ == number)
            Process.GetCurrentProcess().Kill();
    };
switch (mode)
{
    case "full":
        FullDisk.Run(folder);
        break;
    case "append":
        Appender.Append(folder, number);
        break;
    case "import":
        Appender.Import(folder, number);
        break;
    case "erase":
        using (var shop = EmbeddedShop.Open(folder, ShopAccess.Serve, Workload.Rules))
            shop.Records.Erase("gone");
        break;
    default:
        Workload.Run(folder);
        break;
}
