namespace Kirana.Data.Tables;

/// <summary>A column of categories or texts: a code for each row and the text of each code. Immutable and thread-safe.</summary>
public sealed class CategoryColumn : Column
{
    /// <summary>The code of a missing value.</summary>
    public const int Missing = -1;

    private readonly int[] _codes;
    private readonly string[] _levels;

    /// <summary>Creates a column; codes and levels are copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="codes">For each row an index into <paramref name="levels"/>, or <see cref="Missing"/>.</param>
    /// <param name="levels">The different texts; some may be used by no row.</param>
    /// <exception cref="ArgumentException">A code lies outside, or a level occurs twice.</exception>
    public CategoryColumn(string name, ReadOnlySpan<int> codes, IEnumerable<string> levels) : base(name)
    {
        _codes = codes.ToArray();
        _levels = [.. levels];
        foreach (var code in _codes)
            if (code < Missing || code >= _levels.Length)
                throw new ArgumentException($"The column '{name}' has the code {code}; expected {Missing} to {_levels.Length - 1}.", nameof(codes));
        if (_levels.Distinct(StringComparer.Ordinal).Count() != _levels.Length)
            throw new ArgumentException($"The column '{name}' has a level twice; levels are distinct.", nameof(levels));
    }

    private CategoryColumn(string name, int[] codes, string[] levels) : base(name)
    {
        _codes = codes;
        _levels = levels;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Category;

    /// <inheritdoc/>
    public override int Count => _codes.Length;

    /// <summary>The code of each row; <see cref="Missing"/> where missing.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The text of each code, in the order of first appearance where the column was read.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>The text of a row; <see langword="null"/> where missing.</summary>
    /// <param name="row">0 … <see cref="Column.Count"/> − 1.</param>
    public string? this[int row] => _codes[row] == Missing ? null : _levels[_codes[row]];

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes[row] == Missing;

    /// <inheritdoc/>
    /// <remarks>Keeps all levels, so that codes mean the same in every part of a table.</remarks>
    public override Column Take(ReadOnlySpan<int> rows) => new CategoryColumn(Name, Take<int>(_codes, rows), _levels);
}
