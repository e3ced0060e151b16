using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Operate.Vectors;

namespace Kirana.Pipelines.Import.Vectors;

/// <summary>Reads vectors of lines: a column of ids, and either one column of lists such as <c>[0.1, 0.2]</c> or a column for each number.</summary>
internal static class LineVectors
{
    private static readonly string[] s_ids = ["id", "item", "itemid", "item_id", "product", "productid", "product_id", "sku", "asin", "stockcode"];

    /// <summary>Reads a table.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="idColumn">The column of the ids; found by its name if <see langword="null"/>.</param>
    /// <exception cref="DataException">A line is damaged, or a number or id cannot be used.</exception>
    public static VectorTable Read(ILineReader lines, string? idColumn)
    {
        var (rows, vector) = (new CheckedVectors(lines.Name), new List<float>());
        var (id, list, columns) = (-1, -1, Array.Empty<int>());
        while (lines.TryRead())
        {
            if (lines.Fault is { } fault)
                throw CheckedVectors.Fault(lines.Name, fault.Code, $"Row {lines.Line} cannot be read: {fault.Message}.", "A vector cannot be set aside unseen; correct the line or leave it out.", lines.Line);
            if (id < 0)
                (id, list, columns) = Columns(lines, idColumn);
            if (list < 0 && lines.Columns.Count > columns.Length + 1)
                throw CheckedVectors.Fault(lines.Name, "wrong-width", $"Row {lines.Line} has the column '{lines.Columns[^1]}', which rows before do not have.", "All vectors of a set are equally long.", lines.Line, lines.Columns[^1]);
            vector.Clear();
            if (list >= 0)
                AddList(lines, list, vector);
            else
                foreach (var column in columns)
                    vector.Add(Number(lines, lines.Field(column), column));
            rows.Add(Encoding.UTF8.GetString(lines.Field(id)), CollectionsMarshal.AsSpan(vector), lines.Line, list >= 0 ? lines.Columns[list] : null);
        }

        return rows.Done();
    }

    private static (int Id, int List, int[] Columns) Columns(ILineReader lines, string? idColumn)
    {
        var names = lines.Columns;
        var id = idColumn is null
            ? s_ids.Select(known => IndexOf(names, known)).FirstOrDefault(column => column >= 0, -1)
            : IndexOf(names, idColumn);
        if (id < 0)
            throw CheckedVectors.Fault(lines.Name, "missing-column", idColumn is null
                    ? $"{lines.Name} has no column of ids: expected one named {string.Join(", ", s_ids)}; it has {Listed(names)}."
                    : $"{lines.Name} has no column '{idColumn}'; it has {Listed(names)}.",
                "Name the column with --id-column.", lines.Line);
        int[] others = [.. Enumerable.Range(0, names.Count).Where(column => column != id)];
        int[] lists = [.. others.Where(column => lines.Field(column).TrimStart((byte)' ') is [(byte)'[', ..])];
        if (lists.Length > 1)
            throw CheckedVectors.Fault(lines.Name, "several-vectors", $"The columns {Listed([.. lists.Select(column => names[column])])} all hold lists.", "Keep one of them in the file; each set of vectors has a name of its own.", lines.Line);
        if (lists.Length == 0 && others.Length > IVectorSets.MostWidth)
            CheckedVectors.RequireShape(lines.Name, 1, others.Length);
        return (id, lists.Length == 1 ? lists[0] : -1, others);
    }

    private static void AddList(ILineReader lines, int column, List<float> vector)
    {
        var text = lines.Field(column).Trim(" \t"u8);
        if (text is not [(byte)'[', .., (byte)']'])
            throw Bad(lines, column, text);
        text = text[1..^1];
        while (true)
        {
            var end = text.IndexOf((byte)',');
            vector.Add(Number(lines, (end < 0 ? text : text[..end]).Trim(" \t\r\n"u8), column));
            if (vector.Count > IVectorSets.MostWidth)
                CheckedVectors.RequireShape(lines.Name, 1, vector.Count);
            if (end < 0)
                return;
            text = text[(end + 1)..];
        }
    }

    private static float Number(ILineReader lines, ReadOnlySpan<byte> text, int column) =>
        Utf8Parser.TryParse(text, out float number, out var used) && used == text.Length ? number : throw Bad(lines, column, text);

    private static DataException Bad(ILineReader lines, int column, ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text.Length > 40 ? text[..40] : text);
        return CheckedVectors.Fault(lines.Name, "bad-number", $"Row {lines.Line} holds '{shown}' in the column '{lines.Columns[column]}'; expected a number or a list such as [0.1, 0.2].",
            "Beside the ids the file holds numbers alone.", lines.Line, lines.Columns[column]);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var column = 0; column < names.Count; column++)
            if (string.Equals(names[column], name, StringComparison.OrdinalIgnoreCase))
                return column;
        return -1;
    }

    private static string Listed(IReadOnlyList<string> names) => string.Join(", ", names.Take(8).Select(name => $"'{name}'")) + (names.Count > 8 ? $" and {names.Count - 8} more" : "");
}
