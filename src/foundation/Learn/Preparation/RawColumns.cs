using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

/// <summary>How a table, as it comes, becomes rows of numbers. Immutable and thread-safe.</summary>
internal sealed class RawColumns
{
    private const int HashOptions = 4;

    private readonly FeatureColumn[] _table;
    private readonly TextHashing?[] _hashes;
    private readonly int[] _placeOf;

    private RawColumns(FeatureColumn[] table, TextHashing?[] hashes)
    {
        (_table, _hashes) = (table, hashes);
        var names = new NewNames(table.Where((_, f) => hashes[f] is null).Select(column => column.Name));
        Columns =
        [
            .. from f in Enumerable.Range(0, table.Length)
               from column in hashes[f] is { } hash ? Enumerable.Range(0, hash.Width).Select(i => new FeatureColumn(names.Take($"{table[f].Name}#{i}"), false)) : [table[f]]
               select column,
        ];
        _placeOf = [.. Enumerable.Range(0, table.Length).SelectMany(f => Enumerable.Repeat(f, hashes[f]?.Width ?? 1))];
    }

    /// <summary>What each number of a row is; the levels of categories are those that occur, in ordinal order.</summary>
    public FeatureColumn[] Columns { get; }

    /// <summary>The columns of the table.</summary>
    public Schema Schema => FeatureColumn.SchemaOf(_table);

    /// <summary>The table's column that a number of a row is of.</summary>
    public string NameOf(int column) => _table[_placeOf[column]].Name;

    /// <summary>The features of training rows. A level that only held-out rows have leaves no trace.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c>, or <c>missing-column</c>: a text to be hashed is not there.</exception>
    public static RawColumns Of(TabularData data, IReadOnlyList<TextHashing> texts)
    {
        var hashes = new TextHashing?[data.Features.Count];
        foreach (var text in texts)
        {
            var place = data.Features.ToList().FindIndex(column => string.Equals(column.Name, text.Column, StringComparison.Ordinal));
            if (place < 0)
                throw new DataException($"There is no feature '{text.Column}' whose texts could be hashed.") { Code = "missing-column", Column = text.Column };
            if (data.Features[place] is not CategoryColumn)
                throw new DataException($"The feature '{text.Column}' holds {data.Features[place].Kind}; expected texts.") { Code = "wrong-kind", Column = text.Column, Hint = "Read the column as categories." };
            hashes[place] = text;
        }

        return new RawColumns(
            [.. data.Features.Select((column, f) => hashes[f] is not null ? new FeatureColumn(column.Name, true) : column is CategoryColumn categories ? Of(categories) : TableSource.Describe(column))], hashes);
    }

    /// <summary>The rows of a table, one after another: NaN where missing, the number of the levels for a text that is none of them.</summary>
    /// <exception cref="DataException"><c>missing-column</c> or <c>wrong-kind</c>.</exception>
    public float[] Encode(Table table)
    {
        var source = TableSource.Of(table, _table);
        var values = new float[checked(table.RowCount * Columns.Length)];
        var (own, at) = (new float[table.RowCount], 0);
        for (var f = 0; f < _table.Length; f++)
        {
            if (_hashes[f] is { } hash)
            {
                var hashed = hash.Of((CategoryColumn)table[_table[f].Name]);
                for (var row = 0; row < own.Length; row++)
                    hashed.AsSpan(row * hash.Width, hash.Width).CopyTo(values.AsSpan(row * Columns.Length + at));
                at += hash.Width;
                continue;
            }

            source.Read(f, 0, own);
            if (table[_table[f].Name] is CategoryColumn categories)
                for (var row = 0; row < own.Length; row++)
                    if (categories.Codes[row] != CategoryColumn.Missing && float.IsNaN(own[row]))
                        own[row] = _table[f].Levels.Length;
            for (var row = 0; row < own.Length; row++)
                values[row * Columns.Length + at] = own[row];
            at++;
        }

        return values;
    }

    public void Save(ModelWriter writer)
    {
        writer.Schema = Schema.ToJson();
        FeatureColumnFile.Save(writer, _table);
        writer.Add("hash", [.. _hashes.SelectMany(hash => hash is null ? new int[HashOptions] : [hash.Width, hash.Words ? 1 : 0, hash.Least, hash.Most])], _hashes.Length, HashOptions);
    }

    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public static RawColumns Load(ModelReader reader)
    {
        var table = FeatureColumnFile.Load(reader);
        var (options, hashes) = (reader.Ints("hash", table.Length, HashOptions), new TextHashing?[table.Length]);
        for (var f = 0; f < table.Length; f++)
            if (options.AsSpan(f * HashOptions, HashOptions) is [> 0, _, _, _] and var own)
            {
                hashes[f] = new TextHashing(table[f].Name) { Width = own[0], Words = own[1] != 0, Least = own[2], Most = own[3] };
                if (!table[f].IsCategorical || hashes[f]!.Fault() is not null)
                    throw reader.Invalid("hash", "widths and lengths of grams of texts", "others");
            }

        return new RawColumns(table, hashes);
    }

    private static FeatureColumn Of(CategoryColumn column)
    {
        var occurs = new bool[column.Levels.Count];
        foreach (var code in column.Codes)
            if (code != CategoryColumn.Missing)
                occurs[code] = true;
        return new FeatureColumn(column.Name, true, [.. column.Levels.Where((_, code) => occurs[code]).Order(StringComparer.Ordinal)]);
    }
}
