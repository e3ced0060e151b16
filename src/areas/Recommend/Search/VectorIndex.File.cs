using System.Globalization;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Options;

namespace Kirana.Recommend.Search;

public sealed partial class VectorIndex
{
    /// <summary>The kind of file.</summary>
    public const string FileKind = "vector-index";

    private const int LayoutVersion = 1;

    /// <summary>Writes the index as it is now: the vectors, their lists and what was fitted; the bytes are made again when it is read.</summary>
    /// <param name="writer">Where tensors and options go.</param>
    /// <remarks>Equal indexes write equal bytes.</remarks>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var snapshot = Volatile.Read(ref _snapshot);
        writer.Options = LearnerOptions.Write(json => json.WriteString("similarity", Similarity is Similarity.Cosine ? "cosine" : "inner-product"));
        var (starts, handles, vectors) = (new int[snapshot.Lists.Length + 1], new int[snapshot.Count], new float[snapshot.Count * Dimensions]);
        for (var list = 0; list < snapshot.Lists.Length; list++)
        {
            var (rows, start) = (snapshot.Lists[list], starts[list]);
            starts[list + 1] = start + rows.Count;
            rows.Handles.CopyTo(handles, start);
            rows.Vectors.CopyTo(vectors, start * Dimensions);
        }

        writer.Add("starts", starts);
        writer.Add("handles", handles);
        writer.Add("vectors", vectors, snapshot.Count, Dimensions);
        if (snapshot.Centers is { } centers)
            writer.Add("centers", centers.Values, centers.Count, Dimensions);
        writer.Add("built", (ReadOnlySpan<int>)[(int)Similarity, _facts.ScanLimit, _facts.BuiltCount]);
        writer.Add("fitted", (ReadOnlySpan<double>)[snapshot.Reach, _facts.Recall, _facts.BuiltDistance]);
    }

    /// <summary>Writes the index as a file of its own, see <see cref="Save(ModelWriter)"/>.</summary>
    /// <param name="stream">A stream that can be written; is neither flushed nor closed.</param>
    public void Save(Stream stream)
    {
        var writer = new ModelWriter(FileKind, LayoutVersion, LayoutVersion);
        Save(writer);
        writer.Save(stream);
    }

    /// <summary>Reads an index that <see cref="Save(Stream)"/> wrote.</summary>
    /// <param name="stream">A stream that holds the file from here to its end; is not closed.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind or of a version this program does not know.</exception>
    public static VectorIndex Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        using var reader = ModelReader.Parse(memory.GetBuffer().AsMemory(0, (int)memory.Length), "vector index");
        return Read(reader);
    }

    /// <summary>Reads an index from a file or a part of one.</summary>
    /// <param name="reader">The file or part.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind or of a version this program does not know.</exception>
    public static VectorIndex Read(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(FileKind, LayoutVersion);
        var shape = reader.Shape("vectors");
        if (shape.Length != 2 || shape[1] is < 1 or > ByteTiles.Widest)
            throw reader.Invalid("vectors", "rows of a length", $"the shape ({string.Join(" × ", shape.ToArray())})");
        var (rows, dimensions) = (shape[0], shape[1]);
        var (built, fitted) = (reader.Ints("built", 3), reader.Doubles("fitted", 3));
        if (built[0] is not ((int)Similarity.InnerProduct or (int)Similarity.Cosine) || built[1] < 0 || built[2] < 0)
            throw reader.Invalid("built", "a similarity and two counts", string.Join(", ", built));
        if (!fitted.All(double.IsFinite) || fitted[0] is < 0 or > 1e6 || fitted[1] is < 0 or > 1 || fitted[2] < 0)
            throw reader.Invalid("fitted", "a reach, a recall and a distance", string.Join(", ", fitted));
        var facts = new IndexFacts(dimensions, (Similarity)built[0], fitted[1], built[1], built[2], fitted[2]);
        return new VectorIndex(ReadSnapshot(reader, rows, dimensions, (float)fitted[0]), facts);
    }

    private static Snapshot ReadSnapshot(ModelReader reader, int rows, int dimensions, float reach)
    {
        var vectors = ReadVectors(reader, "vectors", dimensions);
        var centers = reader.Has("centers") ? new ListCenters(ReadVectors(reader, "centers", dimensions), dimensions) : null;
        var starts = reader.Ints("starts");
        ModelParts.RequireStarts(reader, "starts", starts, centers?.Count ?? Math.Max(0, starts.Length - 1), rows);
        var handles = reader.Ints("handles", rows);
        var seen = new HashSet<int>(rows);
        foreach (var handle in handles)
            if (handle < 0 || !seen.Add(handle))
                throw reader.Invalid("handles", "different handles from 0 on", handle.ToString(CultureInfo.InvariantCulture));
        var lists = new VectorList[starts.Length - 1];
        for (var list = 0; list < lists.Length; list++)
            lists[list] = VectorList.Of(
                vectors, dimensions, [.. Enumerable.Range(starts[list], starts[list + 1] - starts[list])], handles, centers is null ? [] : centers.Of(list));
        return new Snapshot(lists, centers, reach);
    }

    private static float[] ReadVectors(ModelReader reader, string tensor, int dimensions)
    {
        var values = reader.Floats(tensor, -1, dimensions);
        for (var start = 0; start < values.Length; start += dimensions)
            if (!Vectors.IsUsable(values.AsSpan(start, dimensions)))
                throw reader.Invalid(tensor, "finite vectors", $"another in row {start / dimensions}");
        return values;
    }
}
