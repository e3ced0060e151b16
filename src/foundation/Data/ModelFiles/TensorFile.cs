using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Kirana.Numerics.Memory;

namespace Kirana.Data.ModelFiles;

/// <summary>A safetensors file that another program wrote: nothing but tensors is asked of it, where <see cref="ModelReader"/> asks for a model.</summary>
/// <remarks>The header and the tensors' places are checked when it is opened, before anything is allocated; a tensor is converted when it is asked for. Every fault is a
/// <see cref="DataException"/> with the code <c>bad-safetensors</c>. Not thread-safe while it is disposed.</remarks>
public sealed class TensorFile : IDisposable
{
    private readonly MappedFile _file;
    private readonly ModelHeader _header;

    private TensorFile(MappedFile file, string name, ModelLimits limits)
    {
        (_file, Name) = (file, name);
        try
        {
            if (file.Length > limits.FileBytes)
                throw new ModelFault($"at most {limits.FileBytes} bytes", $"{file.Length}");
            _header = ModelHeader.Parse(file.Span(0, (int)file.Length), limits);
        }
        catch (ModelFault fault)
        {
            throw Bad($"{name} cannot be read as safetensors: {fault.Message}.");
        }
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The tensors' names in ordinal order.</summary>
    public IReadOnlyList<string> Tensors => [.. _header.Tensors.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Opens a file by mapping it.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="limits">What the file may ask for; <see cref="ModelLimits.Default"/> by default.</param>
    /// <exception cref="DataException"><c>bad-safetensors</c>: the file is cut, breaks the format or a limit.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path names a directory or a file that may not be read.</exception>
    public static TensorFile Open(string path, ModelLimits? limits = null)
    {
        var mapped = new MappedFile(path);
        try
        {
            return new TensorFile(mapped, Path.GetFileName(path), limits ?? ModelLimits.Default);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }

    /// <summary>Whether a tensor holds real numbers: F16, BF16, F32 or F64.</summary>
    /// <param name="name">The tensor's name.</param>
    public bool HasReals(string name) => Entry(name).Type is TensorType.Half or TensorType.Brief or TensorType.Single or TensorType.Double;

    /// <summary>The sizes of a tensor's dimensions; none for a single value.</summary>
    /// <param name="name">The tensor's name.</param>
    public ReadOnlySpan<int> Shape(string name) => Entry(name).Shape;

    /// <summary>Converts a tensor of real numbers to single precision.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="DataException"><c>bad-safetensors</c>: it is absent or of another type.</exception>
    public float[] Floats(string name)
    {
        var entry = Entry(name);
        if (!HasReals(name))
            throw Bad($"The tensor '{name}' of {Name} is of the type {entry.Type}; expected F16, BF16, F32 or F64.");
        var bytes = Bytes(entry);
        var values = new float[entry.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = entry.Type switch
            {
                TensorType.Half => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                TensorType.Brief => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
                TensorType.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
            };
        return values;
    }

    /// <summary>Whether the file holds a list of strings as <see cref="ModelWriter.AddStrings"/> writes it.</summary>
    /// <param name="name">The list's name.</param>
    public bool HasStrings(string name) => _header.Tensors.ContainsKey(name) && _header.Tensors.ContainsKey(ModelKeys.OffsetsOf(name));

    /// <summary>Copies a list of strings.</summary>
    /// <param name="name">The list's name.</param>
    /// <exception cref="DataException"><c>bad-safetensors</c>: it is absent, or its offsets or bytes are no strings.</exception>
    public string[] Strings(string name)
    {
        var (text, offsets) = (Entry(name), Entry(ModelKeys.OffsetsOf(name)));
        if (text.Type is not TensorType.Byte || offsets.Type is not TensorType.Int64 || offsets.Count == 0)
            throw Bad($"The strings '{name}' of {Name} are of the types {text.Type} and {offsets.Type}; expected U8 and I64.");
        var bytes = Bytes(text);
        var places = Bytes(offsets);
        var strings = new string[offsets.Count - 1];
        var start = BinaryPrimitives.ReadInt64LittleEndian(places);
        for (var i = 0; i < strings.Length; i++)
        {
            var end = BinaryPrimitives.ReadInt64LittleEndian(places[(8 * (i + 1))..]);
            if (start < 0 || end < start || end > bytes.Length || !Utf8.IsValid(bytes[(int)start..(int)end]))
                throw Bad($"The string {i + 1} of '{name}' in {Name} lies outside of its text or is no UTF-8.");
            strings[i] = Encoding.UTF8.GetString(bytes[(int)start..(int)end]);
            start = end;
        }

        return strings;
    }

    /// <summary>Lets go of the file. What was read from it stays valid.</summary>
    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Bytes(TensorEntry entry) => _file.Span(_header.DataStart + entry.Start, (int)(entry.End - entry.Start));

    private TensorEntry Entry(string name) => _header.Tensors.TryGetValue(name, out var entry) ? entry : throw Bad($"{Name} has no tensor '{name}'.");

    private DataException Bad(string message) => new(message) { Code = "bad-safetensors", File = Name, Hint = "Write the file again, for instance with safetensors.numpy.save_file." };
}
