using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kirana.Data.Tables;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>A table as the peers' generator writes it: a folder of row-major little-endian floats, and <c>meta.json</c>.</summary>
/// <remarks>A name may end in <c>:rows</c>, which takes the first training rows only.</remarks>
internal sealed class PeerTable
{
    private const int BlockRows = 4096;

    private readonly string _folder;

    public PeerTable(string folder, string name)
    {
        var parts = name.Split(':');
        _folder = Path.Combine(folder, parts[0]);
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "meta.json")));
        Features = meta.RootElement.GetProperty("cols").GetInt32();
        IsBinary = meta.RootElement.GetProperty("task").GetString() is "binary";
        var rows = (int)(new FileInfo(Place("y_train")).Length / sizeof(float));
        Rows = parts.Length == 1 ? rows : Math.Min(rows, int.Parse(parts[1], CultureInfo.InvariantCulture));
        TestRows = (int)(new FileInfo(Place("y_test")).Length / sizeof(float));
    }

    public int Features { get; }

    public int Rows { get; }

    public int TestRows { get; }

    public bool IsBinary { get; }

    public float[] TrainMatrix() => Read("X_train", Rows * Features);

    public float[] TrainTargets() => Read("y_train", Rows);

    public float[] TestMatrix() => Read("X_test", TestRows * Features);

    public float[] TestTargets() => Read("y_test", TestRows);

    /// <summary>The training rows as columns, read one at a time so that loading itself needs little memory.</summary>
    public TabularData Train()
    {
        var columns = new List<Column>();
        for (var feature = 0; feature < Features; feature++)
            columns.Add(new NumberColumn(string.Create(CultureInfo.InvariantCulture, $"f{feature}"), TrainColumn(feature)));
        columns.Add(new NumberColumn("target", TrainTargets()));
        return new TabularData(new Table(columns), "target");
    }

    public static bool Exists(string folder, string name) => File.Exists(Path.Combine(folder, name.Split(':')[0], "meta.json"));

    private float[] TrainColumn(int feature)
    {
        using var file = File.OpenRead(Place("X_train"));
        var (values, block) = (new float[Rows], new float[BlockRows * Features]);
        for (var start = 0; start < Rows; start += BlockRows)
        {
            var rows = Math.Min(BlockRows, Rows - start);
            file.ReadExactly(MemoryMarshal.AsBytes(block.AsSpan(0, rows * Features)));
            for (var i = 0; i < rows; i++)
                values[start + i] = block[i * Features + feature];
        }

        return values;
    }

    private float[] Read(string part, int count)
    {
        using var file = File.OpenRead(Place(part));
        var values = new float[count];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private string Place(string part) => Path.Combine(_folder, part + ".f32");
}
