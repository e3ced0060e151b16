using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Kirana.Data.ModelFiles;

public sealed partial class ModelReader
{
    /// <summary>The tensors of this part without its prefix, in ordinal order; those of its own parts, with theirs, are among them.</summary>
    public IReadOnlyList<string> Tensors =>
        [.. _header.Tensors.Keys
            .Where(key => key.StartsWith(_prefix, StringComparison.Ordinal) && !key.StartsWith(ModelKeys.Padding, StringComparison.Ordinal))
            .Select(key => key[_prefix.Length..])
            .Order(StringComparer.Ordinal)];

    /// <summary>Whether a tensor or list of strings exists.</summary>
    /// <param name="name">The tensor's name.</param>
    public bool Has(string name) => _header.Tensors.ContainsKey(_prefix + name);

    /// <summary>The sizes of a tensor's dimensions; none for a single value.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="DataException"><c>bad-model</c>: there is no such tensor.</exception>
    public ReadOnlySpan<int> Shape(string name) => Entry(name).Shape;

    /// <summary>Copies a tensor of single precision.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">The shape it must have, where −1 stands for any size; none to take any shape.</param>
    /// <returns>The values in row-major order.</returns>
    /// <exception cref="DataException"><c>bad-model</c>: the tensor is absent, of another type or of another shape.</exception>
    public float[] Floats(string name, params ReadOnlySpan<int> shape) => Copy<float>(name, TensorType.Single, shape);

    /// <summary>Copies a tensor of double precision.</summary>
    /// <inheritdoc cref="Floats"/>
    public double[] Doubles(string name, params ReadOnlySpan<int> shape) => Copy<double>(name, TensorType.Double, shape);

    /// <summary>Copies a tensor of 32-bit integers.</summary>
    /// <inheritdoc cref="Floats"/>
    public int[] Ints(string name, params ReadOnlySpan<int> shape) => Copy<int>(name, TensorType.Int32, shape);

    /// <summary>Copies a tensor of 64-bit integers.</summary>
    /// <inheritdoc cref="Floats"/>
    public long[] Longs(string name, params ReadOnlySpan<int> shape) => Copy<long>(name, TensorType.Int64, shape);

    /// <summary>Copies a tensor of bytes.</summary>
    /// <inheritdoc cref="Floats"/>
    public byte[] Bytes(string name, params ReadOnlySpan<int> shape) => Copy<byte>(name, TensorType.Byte, shape);

    /// <summary>Copies a tensor of signed bytes.</summary>
    /// <inheritdoc cref="Floats"/>
    public sbyte[] SBytes(string name, params ReadOnlySpan<int> shape) => Copy<sbyte>(name, TensorType.SByte, shape);

    /// <summary>Copies a list of strings.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="count">The number of strings it must have; −1, the default, for any.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the list is absent, of another length, or its offsets or bytes are no strings.</exception>
    public string[] Strings(string name, int count = -1)
    {
        var bytes = Span(name, TensorType.Byte, []);
        var offsetsName = ModelKeys.OffsetsOf(name);
        var offsets = Longs(offsetsName, count < 0 ? -1 : count + 1);
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != bytes.Length)
            throw Invalid(offsetsName, $"places from 0 to {bytes.Length}", "others");
        for (var i = 1; i < offsets.Length; i++)
            if (offsets[i] < offsets[i - 1])
                throw Invalid(offsetsName, "ascending places", $"{offsets[i]} after {offsets[i - 1]}");

        var strings = new string[offsets.Length - 1];
        for (var i = 0; i < strings.Length; i++)
        {
            var text = bytes[(int)offsets[i]..(int)offsets[i + 1]];
            if (!Utf8.IsValid(text))
                throw Invalid(name, "UTF-8", $"other bytes in string {i}");
            strings[i] = Encoding.UTF8.GetString(text);
        }

        return strings;
    }

    private T[] Copy<T>(string name, string type, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var bytes = Span(name, type, shape);
        var values = new T[Entry(name).Count];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private ReadOnlySpan<byte> Span(string name, string type, ReadOnlySpan<int> shape)
    {
        var entry = Entry(name);
        if (!string.Equals(entry.Type, type, StringComparison.Ordinal))
            throw Invalid(name, type, entry.Type);
        if (!Fits(entry.Shape, shape))
            throw Invalid(name, $"the shape {Shapes.Text(shape)}", Shapes.Text(entry.Shape));
        return _file.Span[(int)(_header.DataStart + entry.Start)..(int)(_header.DataStart + entry.End)];
    }

    private static bool Fits(ReadOnlySpan<int> found, ReadOnlySpan<int> expected)
    {
        if (expected.IsEmpty)
            return true;
        if (found.Length != expected.Length)
            return false;
        for (var i = 0; i < found.Length; i++)
            if (expected[i] >= 0 && expected[i] != found[i])
                return false;
        return true;
    }

    private TensorEntry Entry(string name) => _header.Tensors.TryGetValue(_prefix + name, out var entry)
        ? entry
        : throw Bad($"The model file {Name} has no tensor '{_prefix}{name}'.", "Train the model again.");
}
