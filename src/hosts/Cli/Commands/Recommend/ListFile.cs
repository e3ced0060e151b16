using Kirana.Cli.Invocation;
using Kirana.Data.Csv;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Recommend;

/// <summary>Writes everybody's lists as CSV: <c>user,position,item,score,source</c> and, if asked for, <c>why</c>.</summary>
internal static class ListFile
{
    /// <summary>Writes the file. It appears whole or not at all.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="why">Whether reasons are written.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>How many lists and lines were written.</returns>
    public static (long Lists, long Lines) Write(string path, IEnumerable<RecommendedList> lists, bool why, CancellationToken cancellation)
    {
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Lists are written as CSV; '{path}' does not end with .csv.");
        var partial = path + ".partial";
        try
        {
            (long Lists, long Lines) written = (0, 0);
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
            using (var csv = new CsvWriter(stream))
            {
                csv.WriteRecord(why ? ["user", "position", "item", "score", "source", "why"] : ["user", "position", "item", "score", "source"]);
                foreach (var list in lists)
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (var i = 0; i < list.Items.Count; i++)
                        Write(csv, list.For, i + 1, list.Items[i], why);
                    written = (written.Lists + 1, written.Lines + list.Items.Count);
                }
            }

            File.Move(partial, path, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Write(CsvWriter csv, string user, int position, RecommendedItem item, bool why)
    {
        csv.Write(user);
        csv.Write((long)position);
        csv.Write(item.Id);
        csv.Write((double)item.Score);
        csv.Write(item.Source);
        if (why)
            csv.Write(string.Join("; ", item.Reasons));
        csv.EndRecord();
    }
}
