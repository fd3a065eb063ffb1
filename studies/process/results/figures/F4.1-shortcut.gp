# F4.1 Who takes the shortcut
# Draws F4.1-shortcut.svg from F4.1-shortcut.tsv: gnuplot F4.1-shortcut.gp
reset
if (!exists("output")) output = 'F4.1-shortcut.svg'
data = 'F4.1-shortcut.tsv'
set encoding utf8
set terminal svg size 960,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F4_1_shortcut'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Who takes the shortcut' at screen 0.01458, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.29642, screen 0.06452 to screen 0.29642, screen 0.02481 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.29642, screen 0.04467 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'base' at screen 0.32142, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.41175, screen 0.06452 to screen 0.41175, screen 0.02481 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.41175, screen 0.04467 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'out_near' at screen 0.43675, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.52708, screen 0.06452 to screen 0.52708, screen 0.02481 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.52708, screen 0.04467 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'out_far' at screen 0.55208, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.64242, screen 0.06452 to screen 0.64242, screen 0.02481 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.64242, screen 0.04467 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'mix_far' at screen 0.66742, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: near: honest work can pay
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.5:2.5]
unset logscale y; set yrange [-0.3:1.05]
set xtics norotate offset 0,0.35 ('base' 1.0, 'out_near' 2.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.5' 0.5, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'near: honest work can pay' at screen 0.06200, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.27267, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'shortcut (difference of loose accuracy)' at screen 0.01875, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
plot data skip 1 every ::0::0 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::1::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('out_near: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: far: only the shortcut pays
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.5:3.5]
unset logscale y; set yrange [-0.3:1.05]
set xtics norotate offset 0,0.35 ('base' 1.0, 'out_far' 2.0, 'mix_far' 3.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.5' 0.5, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'far: only the shortcut pays' at screen 0.54325, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.76329, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
plot data skip 1 every ::2::2 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::3::3 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::4::4 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('out_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('mix_far: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
