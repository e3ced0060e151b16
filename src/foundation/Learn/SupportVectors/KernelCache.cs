namespace Kirana.Learn.SupportVectors;

/// <summary>The columns of the kernel matrix that were asked for last.</summary>
/// <remarks>SMO returns to the same few variables again and again; a column costs as much as several steps.</remarks>
internal sealed class KernelCache
{
    private readonly Func<int, float[], float[]> _compute;
    private readonly Dictionary<int, LinkedListNode<(int Key, float[] Column)>> _places = [];
    private readonly LinkedList<(int Key, float[] Column)> _order = new();
    private readonly int _most;
    private readonly int _length;

    /// <param name="length">Numbers in a column.</param>
    /// <param name="bytes">The most memory; two columns are kept in any case.</param>
    /// <param name="compute">Computes the column of a variable into memory it is given.</param>
    public KernelCache(int length, long bytes, Func<int, float[], float[]> compute)
    {
        (_length, _compute) = (length, compute);
        _most = (int)Math.Clamp(bytes / (sizeof(float) * Math.Max(1L, length)), 2, int.MaxValue);
    }

    /// <summary>The column of a variable; valid until two others have been asked for.</summary>
    public float[] this[int variable]
    {
        get
        {
            if (_places.TryGetValue(variable, out var node))
            {
                _order.Remove(node);
                _order.AddLast(node);
                return node.Value.Column;
            }

            float[] memory;
            if (_order.Count >= _most)
            {
                var (oldest, column) = _order.First!.Value;
                _order.RemoveFirst();
                _places.Remove(oldest);
                memory = column;
            }
            else
            {
                memory = new float[_length];
            }

            _places[variable] = _order.AddLast((variable, _compute(variable, memory)));
            return memory;
        }
    }

    /// <summary>The variables that are known, the one asked for longest ago first, with their columns.</summary>
    public IEnumerable<(int Variable, float[] Column)> Known => _order;

    /// <summary>Adds a column that is known already.</summary>
    public void Add(int variable, float[] column)
    {
        if (_order.Count < _most)
            _places[variable] = _order.AddLast((variable, column));
    }
}
