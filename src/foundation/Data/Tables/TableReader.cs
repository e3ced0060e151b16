using System.Text;
using Kirana.Data.Lines;

namespace Kirana.Data.Tables;

/// <summary>Reads a whole file of records into a table.</summary>
/// <remarks>
/// The kind of a column that is not given is found out from the first rows: moments if all are ISO dates or times (UTC where no
/// offset is written), numbers if all are numbers with a decimal point and none has leading zeros (such are codes), else
/// categories. A later field that is not of that kind is an error. Missing are an empty field and, but for categories,
/// <c>NA</c>, <c>NaN</c> and <c>null</c>.
/// </remarks>
public static class TableReader
{
    private const int MostSampleBytes = 16 << 20;

    /// <summary>Reads the rows that are left.</summary>
    /// <param name="lines">The file; not closed.</param>
    /// <param name="options">What is known of it; <see cref="TableReaderOptions.Default"/> by default.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="DataException"><c>bad-field</c>: a field is not of its column's kind; <c>missing-column</c>: a kind is given
    /// for a column that is not there; <c>empty-file</c>; or the fault of a damaged line. Each names the row and the column.</exception>
    public static Table Read(ILineReader lines, TableReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        options ??= TableReaderOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleRows, 1);

        var sample = Sample(lines, options);
        var builders = new List<ColumnBuilder>();
        foreach (var (row, fields) in sample)
            for (var i = 0; i < lines.Columns.Count; i++)
            {
                if (i == builders.Count)
                    builders.Add(Builder(lines.Columns[i], sample.Select(line => i < line.Fields.Length ? line.Fields[i] : []), options));
                Add(builders[i], i < fields.Length ? fields[i] : [], lines, row, i);
            }

        for (long count = sample.Count; TryRead(lines); count++)
            for (var i = 0; i < lines.Columns.Count; i++)
            {
                if (i == builders.Count)
                    builders.Add(Late(lines.Columns[i], lines.Field(i), count, options));
                Add(builders[i], lines.Field(i), lines, lines.Line, i);
            }

        return Build(lines, builders, options);
    }

    private static Table Build(ILineReader lines, List<ColumnBuilder> builders, TableReaderOptions options)
    {
        var names = lines.Columns.ToHashSet(StringComparer.Ordinal);
        foreach (var name in options.Kinds.Keys)
            if (!names.Contains(name))
                throw Bad("missing-column", $"{lines.Name} has no column '{name}', for which a kind was given.", lines.Name, row: null, name, hint: null);
        if (lines.Columns.Count == 0)
            throw Bad("empty-file", $"{lines.Name} has no columns.", lines.Name, row: null, column: null, hint: null);
        // A header without rows has columns without values.
        return new Table(lines.Columns.Select((name, i) => (i < builders.Count ? builders[i] : Builder(name, [], options)).Build(name)));
    }

    private static List<(long Row, byte[][] Fields)> Sample(ILineReader lines, TableReaderOptions options)
    {
        var sample = new List<(long, byte[][])>();
        long bytes = 0;
        while (sample.Count < options.SampleRows && bytes < MostSampleBytes && TryRead(lines))
        {
            var fields = new byte[lines.Columns.Count][];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = lines.Field(i).ToArray();
                bytes += fields[i].Length;
            }

            sample.Add((lines.Line, fields));
        }

        return sample;
    }

    private static bool TryRead(ILineReader lines)
    {
        if (!lines.TryRead())
            return false;
        if (lines.Fault is { } fault)
            throw Bad(fault.Code, $"Row {lines.Line} of {lines.Name} cannot be read: {fault.Message}.", lines.Name, lines.Line, column: null, hint: null);
        return true;
    }

    private static ColumnBuilder Builder(string name, IEnumerable<byte[]> fields, TableReaderOptions options)
    {
        if (options.Kinds.TryGetValue(name, out var kind))
            return ColumnBuilder.Of(kind);
        byte[][] present = [.. fields.Where(field => !ColumnBuilder.IsMissing(field))];
        if (present.Length > 0 && Array.TrueForAll(present, field => ColumnBuilder.TryTime(field, out _)))
            return ColumnBuilder.Of(ColumnKind.Time);
        return Array.TrueForAll(present, field => ColumnBuilder.TryNumber(field, out _) && !HasLeadingZeros(field))
            ? ColumnBuilder.Number()
            : ColumnBuilder.Of(ColumnKind.Category);
    }

    /// <summary>A column that JSON Lines name for the first time behind the sample: missing before, and of its first value's kind.</summary>
    private static ColumnBuilder Late(string name, ReadOnlySpan<byte> first, long rowsBefore, TableReaderOptions options)
    {
        var builder = Builder(name, [first.ToArray()], options);
        for (long row = 0; row < rowsBefore; row++)
            builder.AddMissing();
        return builder;
    }

    private static void Add(ColumnBuilder builder, ReadOnlySpan<byte> field, ILineReader lines, long row, int column)
    {
        if (!builder.TryAdd(field))
            throw Bad("bad-field", $"Row {row} of {lines.Name} has '{Encoding.UTF8.GetString(field)}' in the column '{lines.Columns[column]}'; expected {builder.Expected}.",
                lines.Name, row, lines.Columns[column], "Correct the field, or read the column as categories.");
    }

    private static bool HasLeadingZeros(ReadOnlySpan<byte> field) => field.TrimStart("+-"u8) is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..];

    private static DataException Bad(string code, string message, string file, long? row, string? column, string? hint) =>
        new(message) { Code = code, File = file, Row = row, Column = column, Hint = hint };
}
