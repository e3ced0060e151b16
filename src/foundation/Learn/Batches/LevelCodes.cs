using Kirana.Data.Tables;

namespace Kirana.Learn.Batches;

/// <summary>The codes of a column's texts over all batches, in the order in which the batches' levels bring them.</summary>
internal sealed class LevelCodes
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _levels = [];
    private IReadOnlyList<string> _last = [];
    private float[] _map = [];

    /// <summary>The text of each code.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>The code, in all batches, of each of a batch's codes.</summary>
    public float[] Of(CategoryColumn column)
    {
        // Batches cut from one table have the same levels, and there may be a million of them.
        if (column.Levels.SequenceEqual(_last, StringComparer.Ordinal))
            return _map;
        _last = column.Levels;
        _map = [.. column.Levels.Select(Code)];
        return _map;
    }

    private float Code(string level)
    {
        if (!_codes.TryGetValue(level, out var code))
        {
            _codes.Add(level, code = _levels.Count);
            _levels.Add(level);
        }

        return code;
    }
}
