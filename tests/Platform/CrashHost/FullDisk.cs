using System.Runtime.InteropServices;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Storage;
using Kirana.Storage.Imports;

namespace Kirana.Tests.Platform.CrashHost;

/// <summary>Imports until files may not grow any more, then lets them grow again. The limit comes from whoever starts the program.</summary>
internal static class FullDisk
{
    private const int FileSize = 1;

    public static void Run(string folder)
    {
        EmbeddedShop.Create(folder, new ShopSettings()).Dispose();
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Write, new ImportRules { FreshRows = 400, SegmentRows = 1000 });
        var rows = 0L;
        Limit(200_000);
        // Small imports fill the database, large ones make segments: both must meet the limit in a run of their own.
        foreach (var size in (int[])[300, 60_000])
        {
            for (var operation = 0; ; operation++)
                try
                {
                    Workload.Import(shop.Records, size * 10 + operation, size);
                    rows += size;
                    if (size == 300)
                        shop.Records.Seal();
                    if (operation == 400)
                        throw new InvalidOperationException("The disk never became full.");
                }
                catch (DataException error)
                {
                    Console.WriteLine($"{error.Code} {shop.Records.Count(RecordKinds.Events) == rows}");
                    break;
                }
        }

        Limit(ulong.MaxValue);
        Workload.Import(shop.Records, 1, 3000);
        Console.WriteLine($"again {shop.Records.Count(RecordKinds.Events) == rows + 3000} {shop.Verify().Count}");
    }

    private static void Limit(ulong bytes)
    {
        var limit = new Limits { Soft = bytes, Hard = ulong.MaxValue };
        if (SetLimit(FileSize, in limit) != 0)
            throw new InvalidOperationException($"The size of files cannot be limited (error {Marshal.GetLastPInvokeError()}).");
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limits limits);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public ulong Soft;
        public ulong Hard;
    }
}
