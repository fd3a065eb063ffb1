# F5.2 Every cell
# Draws F5.2-levels.svg from F5.2-levels.tsv: gnuplot F5.2-levels.gp
reset
if (!exists("output")) output = 'F5.2-levels.svg'
data = 'F5.2-levels.tsv'
set encoding utf8
set terminal svg size 460,487 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F5_2_levels'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Every cell' at screen 0.03043, screen 0.95483 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.19687, screen 0.22587 to screen 0.19687, screen 0.19302 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.19687, screen 0.20945 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'base' at screen 0.24904, screen 0.20945 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.55652, screen 0.22587 to screen 0.55652, screen 0.19302 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.55652, screen 0.20945 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'none.sequence.x1' at screen 0.60870, screen 0.20945 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.19687, screen 0.18275 to screen 0.19687, screen 0.14990 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.19687, screen 0.16632 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'std.sequence.x1' at screen 0.24904, screen 0.16632 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.55652, screen 0.18275 to screen 0.55652, screen 0.14990 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.55652, screen 0.16632 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'none.token.x1' at screen 0.60870, screen 0.16632 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.19687, screen 0.13963 to screen 0.19687, screen 0.10678 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.19687, screen 0.12320 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'std.token.x1' at screen 0.24904, screen 0.12320 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.55652, screen 0.13963 to screen 0.55652, screen 0.10678 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.55652, screen 0.12320 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'none.sequence.x3' at screen 0.60870, screen 0.12320 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.19687, screen 0.09651 to screen 0.19687, screen 0.06366 nohead front lw 1.5 lc rgb '#56B4E9'
set label '' at screen 0.19687, screen 0.08008 point pt 6 ps 0.8 lc rgb '#56B4E9' front
set label 'std.sequence.x3' at screen 0.24904, screen 0.08008 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.55652, screen 0.09651 to screen 0.55652, screen 0.06366 nohead front lw 1.5 lc rgb '#882255'
set label '' at screen 0.55652, screen 0.08008 point pt 4 ps 0.8 lc rgb '#882255' front
set label 'none.token.x3' at screen 0.60870, screen 0.08008 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.19687, screen 0.05339 to screen 0.19687, screen 0.02053 nohead front lw 1.5 lc rgb '#999933'
set label '' at screen 0.19687, screen 0.03696 point pt 8 ps 0.8 lc rgb '#999933' front
set label 'std.token.x3' at screen 0.24904, screen 0.03696 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mixed
set lmargin at screen 0.14426; set rmargin at screen 0.96522
set tmargin at screen 0.86242; set bmargin at screen 0.45584
unset logscale x; set xrange [0.5:9.5]
unset logscale y; set yrange [0.6118752816987398:0.8895654838814067]
set xtics rotate by 35 right ('base' 1.0, 'none.sequence.x1' 2.0, 'std.sequence.x1' 3.0, 'none.token.x1' 4.0, 'std.token.x1' 5.0, 'none.sequence.x3' 6.0, 'std.sequence.x3' 7.0, 'none.token.x3' 8.0, 'std.token.x3' 9.0) font ',12' tc rgb '#333333'
set ytics ('0.65' 0.65, '0.70' 0.7000000000000001, '0.75' 0.75, '0.80' 0.8, '0.85' 0.8500000000000001) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mixed' at screen 0.14426, screen 0.88706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.55474, screen 0.27721 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@1' at screen 0.03913, screen 0.65913 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::0 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::1::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::2::2 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::3::3 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::4::4 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::5::5 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::6::6 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::7::7 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::8::8 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('none.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('std.sequence.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('none.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('std.token.x1: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::5 using 4:5:(sprintf('none.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::6 using 4:5:(sprintf('std.sequence.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::7::7 using 4:5:(sprintf('none.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::8 using 4:5:(sprintf('std.token.x3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
