namespace Kirana.Recommend.Search;

/// <summary>A bound that at least so many of the numbers given reach, kept while numbers come: a histogram whose upper part is counted.</summary>
/// <remarks>Adding a number costs a few instructions, where selecting the wanted-th largest anew would read them all. The bound is the lower
/// edge of a cell, so it is lower than the wanted-th largest by at most the width of one.</remarks>
internal sealed class RisingFloor
{
    private const int Cells = 2048;

    /// <summary>A number's cell is rounded: a hundredth of a cell lower, every number of a cell lies above the edge.</summary>
    private const float EdgeMargin = 0.01f;

    private readonly int[] _counts = new int[Cells];
    private float _base;
    private float _perUnit;
    private float _width;
    private int _cell;
    private int _above;
    private int _wanted;

    /// <summary>The bound; −∞ before <see cref="Start"/>.</summary>
    public float Value { get; private set; } = float.NegativeInfinity;

    public void Clear() => Value = float.NegativeInfinity;

    /// <summary>Begins with all numbers that count so far.</summary>
    /// <param name="numbers">At least as many as are wanted; are put into another order.</param>
    /// <param name="wanted">How many must reach the bound, at least 1.</param>
    public void Start(Span<float> numbers, int wanted)
    {
        var least = Selection.Largest(numbers, wanted);
        var most = least;
        foreach (var number in numbers[..wanted])
            most = Math.Max(most, number);
        Array.Clear(_counts);
        (_base, _wanted, _cell, _above) = (least, wanted, 0, 0);
        _width = (most - least) / (Cells - 1);
        _perUnit = 1 / _width;
        if (!float.IsNormal(_width) || !float.IsNormal(_perUnit))
            (_width, _perUnit) = (0, 0);
        Value = Math.Max(Value, least);
        foreach (var number in numbers[..wanted])
            Add(number);
    }

    /// <summary>Takes one more number.</summary>
    public void Add(float number)
    {
        if (!(number >= _base))
            return;
        var cell = (int)Math.Min((number - _base) * _perUnit, Cells - 1);
        if (cell < _cell)
            return;
        _counts[cell]++;
        _above++;
        if (_above - _counts[_cell] >= _wanted)
            Rise();
    }

    /// <summary>Raises the bound to one that is known by other means.</summary>
    public void Reach(float bound) => Value = Math.Max(Value, bound);

    private void Rise()
    {
        while (_above - _counts[_cell] >= _wanted)
            _above -= _counts[_cell++];
        Value = Math.Max(Value, _base + (_cell - EdgeMargin) * _width);
    }
}
