using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn.Stacks;

/// <summary>A model of a stack, and where its features lie in the stack's rows. Immutable and thread-safe.</summary>
/// <remarks>A model has codes of its own for the texts it saw. They are found out by asking it to encode every level, one that is none, and a gap.</remarks>
internal sealed class StackMember
{
    private readonly int[] _places;
    private readonly float[]?[] _codes;

    /// <param name="model">The model.</param>
    /// <param name="weight">How much its predictions count.</param>
    /// <param name="columns">The stack's columns.</param>
    public StackMember(FittedModel model, double weight, IReadOnlyList<StackColumn> columns)
    {
        (Model, Weight) = (model, weight);
        _places = [.. model.Features.Select(name => Enumerable.Range(0, columns.Count).First(c => string.Equals(columns[c].Name, name, StringComparison.Ordinal)))];
        _codes = [.. _places.Select((place, f) => columns[place].Levels is { } levels ? Codes(model, f, columns, levels) : null)];
    }

    /// <summary>The model.</summary>
    public FittedModel Model { get; }

    /// <summary>How much its predictions count.</summary>
    public double Weight { get; }

    /// <summary>Makes rows for the model of rows of the stack.</summary>
    /// <param name="rows">Rows of the stack (n × p).</param>
    /// <param name="width">p.</param>
    public float[] Rows(ReadOnlySpan<float> rows, int width)
    {
        var (count, own) = (rows.Length / width, _places.Length);
        var made = new float[count * own];
        for (var row = 0; row < count; row++)
            for (var f = 0; f < own; f++)
            {
                var value = rows[row * width + _places[f]];
                // The last code is that of texts the stack does not know.
                made[row * own + f] = _codes[f] is { } codes && !float.IsNaN(value) ? codes[Math.Min((int)value, codes.Length - 1)] : value;
            }

        return made;
    }

    private static float[] Codes(FittedModel model, int feature, IReadOnlyList<StackColumn> columns, IReadOnlyList<string> levels)
    {
        // Longer than any level, so it is none of them.
        var unknown = new string('?', levels.Select(level => level.Length).DefaultIfEmpty().Max() + 1);
        string[] texts = [.. levels, unknown];
        var probe = new Table(model.Features.Select((name, f) =>
        {
            var column = columns.First(own => string.Equals(own.Name, name, StringComparison.Ordinal));
            return f == feature ? new CategoryColumn(name, [.. Enumerable.Range(0, texts.Length)], texts)
                : column.Levels is not null ? new CategoryColumn(name, [.. Enumerable.Repeat(CategoryColumn.Missing, texts.Length)], [])
                : (Column)new NumberColumn(name, new double[texts.Length]);
        }));
        var encoded = model.Encode(probe);
        return [.. Enumerable.Range(0, texts.Length).Select(row => encoded[row * model.Features.Count + feature])];
    }
}
