using Kirana.Cli.Tables;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Recommend;

/// <summary>Writes everybody's lists as a table: <c>user,position,item,score,source</c> and, if asked for, <c>why</c>.</summary>
internal static class ListFile
{
    private static readonly (string Name, Type Kind)[] Columns =
        [("user", typeof(string)), ("position", typeof(long)), ("item", typeof(string)), ("score", typeof(double)), ("source", typeof(string))];

    /// <summary>Writes the file. It appears whole or not at all.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="why">Whether reasons are written.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>How many lists and lines were written.</returns>
    public static (long Lists, long Lines) Write(string path, IEnumerable<RecommendedList> lists, bool why, CancellationToken cancellation)
    {
        (long Lists, long Lines) written = (0, 0);
        using var table = TableFile.Create(path, why ? [.. Columns, ("why", typeof(string))] : Columns);
        foreach (var list in lists)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < list.Items.Count; i++)
                Write(table, list.For, i + 1, list.Items[i], why);
            written = (written.Lists + 1, written.Lines + list.Items.Count);
        }

        table.Complete();
        return written;
    }

    private static void Write(TableFile table, string user, int position, RecommendedItem item, bool why)
    {
        table.Write(user);
        table.Write((long)position);
        table.Write(item.Id);
        table.Write((double)item.Score);
        table.Write(item.Source);
        if (why)
            table.Write(string.Join("; ", item.Reasons));
        table.EndRow();
    }
}
