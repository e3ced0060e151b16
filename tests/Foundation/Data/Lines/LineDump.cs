using System.Text;
using Kirana.Data;
using Kirana.Data.Lines;

namespace Kirana.Tests.Foundation.Data.Lines;

/// <summary>Everything a reader says about a file, as text to compare.</summary>
internal static class LineDump
{
    /// <summary>One line for each record: where it begins, its fault, its fields; an exception as its code.</summary>
    public static string Of(Func<ILineReader> open)
    {
        var dump = new StringBuilder();
        try
        {
            using var reader = open();
            var columns = reader.Columns.Count;
            while (reader.TryRead())
            {
                Assert.True(reader.Columns.Count >= columns);
                columns = reader.Columns.Count;
                dump.Append(reader.Line).Append(' ').Append(reader.Fault?.Code ?? "sound").Append(' ').Append(reader.Fault?.Message);
                for (var i = 0; i < columns; i++)
                    dump.Append('|').Append(Convert.ToHexString(reader.Field(i)));
                dump.Append(" raw ").Append(Convert.ToHexString(reader.Raw)).AppendLine();
            }

            Assert.False(reader.TryRead());
            dump.Append(string.Join('|', reader.Columns)).Append(' ').Append(reader.BytesRead);
        }
        catch (DataException e)
        {
            dump.Append(e.Code);
        }

        return dump.ToString();
    }

    /// <summary>The fields of every sound record, and <c>!code</c> for every other.</summary>
    public static string[][] Records(ILineReader reader)
    {
        var records = new List<string[]>();
        while (reader.TryRead())
            records.Add(reader.Fault is { } fault
                ? ["!" + fault.Code]
                : [.. Enumerable.Range(0, reader.Columns.Count).Select(i => Encoding.UTF8.GetString(reader.Field(i)))]);
        return [.. records];
    }
}
