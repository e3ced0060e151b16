using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Learn.Batches;

/// <summary>The targets of all batches as numbers: the classes are the labels that occur, in ordinal order.</summary>
/// <param name="first">The first batch.</param>
internal sealed class TargetCodes(TabularData first)
{
    private const int BlockRows = 1 << 16;

    private readonly LevelCodes? _codes = first.Target is CategoryColumn ? new LevelCodes() : null;
    private readonly HashSet<float> _occurring = [];

    /// <summary>The labels of the classes; none where the target is a number. Complete after <see cref="Finish"/>.</summary>
    public string[] Labels { get; private set; } = [];

    /// <summary>The targets of a batch: numbers, or codes until <see cref="Finish"/> makes classes of them.</summary>
    /// <exception cref="DataException"><c>wrong-kind</c> or <c>bad-target</c>.</exception>
    public float[] Of(TabularData batch, long before)
    {
        var values = new float[batch.RowCount];
        switch (batch.Target)
        {
            case NumberColumn numbers when _codes is null:
                numbers.CopyTo(values);
                return values;
            case CategoryColumn categories when _codes is not null:
                var codes = _codes.Of(categories);
                for (var row = 0; row < values.Length; row++)
                {
                    if (categories.IsMissing(row))
                        throw new DataException($"The target of row {before + row + 1} is missing; expected a label.")
                        {
                            Code = "bad-target", Row = before + row + 1, Column = categories.Name, Hint = "Leave such rows out.",
                        };
                    _occurring.Add(values[row] = codes[categories.Codes[row]]);
                }

                return values;
            default:
                throw new DataException($"The target '{batch.Target!.Name}' holds {batch.Target.Kind}; expected {(_codes is null ? "numbers" : "categories")}.")
                {
                    Code = "wrong-kind", Column = batch.Target.Name, Row = before + 1,
                };
        }
    }

    /// <summary>Puts the place of its label in the place of each code.</summary>
    public void Finish(ScratchColumn<float> targets)
    {
        if (_codes is null)
            return;
        Labels = [.. _occurring.Select(code => _codes.Levels[(int)code]).Order(StringComparer.Ordinal)];
        var places = _codes.Levels.Select(level => (float)Array.BinarySearch(Labels, level, StringComparer.Ordinal)).ToArray();
        var block = new float[BlockRows];
        for (var start = 0; start < targets.Count; start += block.Length)
        {
            var own = block.AsSpan(0, Math.Min(block.Length, targets.Count - start));
            targets.Read(start, own);
            foreach (ref var target in own)
                target = places[(int)target];
            targets.Write(start, own);
        }
    }
}
