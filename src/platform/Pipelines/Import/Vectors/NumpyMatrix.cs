using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kirana.Pipelines.Import.Vectors;

/// <summary>Reads a matrix of NumPy's format <c>.npy</c>, versions 1 to 3: float16, float32 or float64, little-endian, in C order.</summary>
/// <remarks>NumPy enhancement proposal 1: six magic bytes, two of version, the header's length, a Python dictionary of <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, the
/// numbers. Of Python nothing but that dictionary is understood, so nothing in the file is ever executed.</remarks>
internal static partial class NumpyMatrix
{
    private const int MostHeaderBytes = 65_536;
    private const int RowsPerRead = 1024;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Whether a file begins as the format does.</summary>
    public static bool Knows(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>Reads a matrix.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="Data.DataException"><c>bad-npy</c>: no such file, or another kind of array; <c>too-large</c>.</exception>
    public static (float[] Values, int Rows, int Width) Read(Stream stream, string file)
    {
        var (size, rows, width) = Header(stream, file);
        CheckedVectors.RequireShape(file, rows, width);
        if (stream.CanSeek && stream.Length - stream.Position != rows * width * size)
            throw Bad(file, $"its shape ({rows}, {width}) asks for {rows * width * size} bytes and {stream.Length - stream.Position} follow the header");
        var values = new float[rows * width];
        var bytes = new byte[Math.Min(rows, RowsPerRead) * width * size];
        for (var row = 0L; row < rows; row += RowsPerRead)
        {
            var part = bytes.AsSpan(0, (int)(Math.Min(RowsPerRead, rows - row) * width * size));
            try
            {
                stream.ReadExactly(part);
            }
            catch (EndOfStreamException)
            {
                throw Bad(file, $"it ends in row {row + 1} to {Math.Min(rows, row + RowsPerRead)} of {rows}");
            }

            Convert(part, size, values.AsSpan((int)(row * width), part.Length / size));
        }

        return (values, (int)rows, (int)width);
    }

    private static (int Size, long Rows, long Width) Header(Stream stream, string file)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !Knows(start))
            throw Bad(file, "it does not begin with the magic bytes");
        var version = start[6];
        if (version is < 1 or > 3)
            throw Bad(file, $"its version is {version}; expected 1 to 3");
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (version > 1)
        {
            if (stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2)
                throw Bad(file, "it ends before its header");
            length = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        }

        if (length > MostHeaderBytes)
            throw Bad(file, $"its header has {length} bytes; expected at most {MostHeaderBytes}");
        var header = new byte[length];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw Bad(file, "it ends in its header");
        var text = Encoding.Latin1.GetString(header);
        if (Form().Match(text) is not { Success: true } form)
            throw Bad(file, $"its header is '{(text.Length > 200 ? text[..200] + "…" : text).Trim()}'; expected descr, fortran_order and a shape of two numbers");
        if (form.Groups["order"].ValueSpan is "True")
            throw Bad(file, "it is in Fortran order", "Write it with numpy.save(file, numpy.ascontiguousarray(vectors)).");
        var size = form.Groups["type"].Value switch { "<f2" => 2, "<f4" => 4, "<f8" => 8, _ => 0 };
        if (size == 0)
            throw Bad(file, $"its numbers are of the type '{form.Groups["type"].Value}'; expected '<f2', '<f4' or '<f8'", "Write it with numpy.save(file, vectors.astype('<f4')).");
        return (size, long.Parse(form.Groups["rows"].ValueSpan, CultureInfo.InvariantCulture), long.Parse(form.Groups["width"].ValueSpan, CultureInfo.InvariantCulture));
    }

    private static void Convert(ReadOnlySpan<byte> bytes, int size, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = size switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                4 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
            };
    }

    private static Data.DataException Bad(string file, string what, string hint = "Write a matrix of one row for each item with numpy.save.") =>
        CheckedVectors.Fault(file, "bad-npy", $"{file} cannot be read as a NumPy matrix: {what}.", hint);

    [GeneratedRegex(@"^\{\s*'descr'\s*:\s*'(?<type>[^']{1,16})'\s*,\s*'fortran_order'\s*:\s*(?<order>True|False)\s*,\s*'shape'\s*:\s*\((?<rows>\d{1,12})\s*,\s*(?<width>\d{1,12})\s*,?\s*\)\s*,?\s*\}\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
